using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Receiving;

public sealed class SignatureTests : IDisposable
{
    private readonly GatewayApp app = new();
    private readonly HttpClient client;

    public SignatureTests() => client = app.CreateClient();

    public void Dispose() => app.Dispose();

    [Theory]
    [InlineData(null, "signature-missing")]
    [InlineData("", "signature-missing")]
    [InlineData("   ", "signature-missing")]
    [InlineData("x", "signature-malformed")]
    [InlineData("sha2", "signature-malformed")]
    [InlineData("sha256=", "signature-malformed")]
    [InlineData("SHA256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", "signature-malformed")]
    [InlineData("sha256=g57107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", "signature-malformed")]
    [InlineData("sha256=+57107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", "signature-malformed")]
    [InlineData("sha1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", "signature-malformed")]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", "signature-invalid")]
    public async Task Turns_away_what_is_not_signed_in_the_one_right_form(string? header, string problem) =>
        await TurnedAwayAsync(new Delivery(), header, problem);

    [Fact]
    public async Task Turns_away_every_truncation_and_every_extension_of_a_good_signature()
    {
        var delivery = new Delivery();
        var good = Delivery.Sign(delivery.Body);

        for (var length = "sha256=".Length; length < good.Length; length++)
        {
            await TurnedAwayAsync(delivery, good[..length], "signature-malformed");
        }

        await TurnedAwayAsync(delivery, good + "0", "signature-malformed");
        await TurnedAwayAsync(delivery, good + good["sha256=".Length..], "signature-malformed");
    }

    [Fact]
    public async Task Turns_away_a_sha1_signature_even_when_it_is_right()
    {
        var delivery = new Delivery();
#pragma warning disable CA5350 // The weak hash is the attack.
        var sha1 = "sha1=" + Convert.ToHexStringLower(HMACSHA1.HashData(Encoding.UTF8.GetBytes(GatewayApp.Secret), delivery.Body));
#pragma warning restore CA5350
        var request = delivery.Unsigned();
        request.Headers.Add("X-Hub-Signature", sha1);

        await (await client.SendAsync(request)).IsProblemAsync(HttpStatusCode.Unauthorized, "signature-missing");
        await TurnedAwayAsync(delivery, sha1, "signature-malformed");
    }

    [Fact]
    public async Task Turns_away_a_signature_in_the_header_of_another_provider()
    {
        var delivery = new Delivery();
        var request = delivery.Unsigned();
        request.Headers.Add("X-Hub-Signature", Delivery.Sign(delivery.Body));

        await (await client.SendAsync(request)).IsProblemAsync(HttpStatusCode.Unauthorized, "signature-missing");
    }

    [Fact]
    public async Task Turns_away_two_signature_headers_of_which_one_is_right()
    {
        var delivery = new Delivery();
        var request = delivery.Signed();
        request.Headers.TryAddWithoutValidation("X-Hub-Signature-256", "sha256=" + new string('0', 64));

        await (await client.SendAsync(request)).IsProblemAsync(HttpStatusCode.Unauthorized, "signature-malformed");
        Assert.Null(await app.FindAsync(delivery.Id));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(-1)]
    public async Task Turns_away_a_body_with_one_flipped_bit(int at)
    {
        var delivery = new Delivery();
        var flipped = delivery.Body.ToArray();
        flipped[at < 0 ? flipped.Length - 1 : at] ^= 1;

        await TurnedAwayAsync(delivery with { Body = flipped }, Delivery.Sign(delivery.Body), "signature-invalid");
    }

    [Fact]
    public async Task Turns_away_the_same_document_in_other_bytes()
    {
        var body = Encoding.UTF8.GetBytes(Delivery.Push());
        var signature = Delivery.Sign(body);
        var reserialised = JsonSerializer.SerializeToUtf8Bytes(JsonDocument.Parse(body).RootElement);
        Assert.NotEqual(body, reserialised);

        await TurnedAwayAsync(new Delivery { Body = reserialised }, signature, "signature-invalid");
        await TurnedAwayAsync(new Delivery { Body = [.. body, (byte)'\n'] }, signature, "signature-invalid");
        await TurnedAwayAsync(new Delivery { Body = [0xEF, 0xBB, 0xBF, .. body] }, signature, "signature-invalid");
    }

    [Fact]
    public async Task Turns_away_a_compressed_body_whichever_bytes_are_signed()
    {
        var plain = new Delivery().Body;
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            await gzip.WriteAsync(plain);
        }

        foreach (var signed in new[] { plain, packed.ToArray() })
        {
            var request = new Delivery { Body = packed.ToArray() }.Request(Delivery.Sign(signed));
            request.Content!.Headers.ContentEncoding.Add("gzip"); // Not null: every delivery has content.
            await (await client.SendAsync(request)).IsProblemAsync(HttpStatusCode.UnsupportedMediaType, "content-encoding-unsupported");
        }

        Assert.Equal(0, await app.CountAsync());
    }

    [Fact]
    public async Task Turns_away_a_delivery_signed_by_another_tenant()
    {
        await TurnedAwayAsync(new Delivery { Source = "tenant" }, Delivery.Sign(new Delivery().Body, GatewayApp.Secret), "signature-invalid");
        await TurnedAwayAsync(new Delivery { Source = "hello" }, Delivery.Sign(new Delivery().Body, GatewayApp.OtherSecret), "signature-invalid");
    }

    [Fact]
    public async Task Accepts_upper_case_hex_because_it_names_the_same_bytes()
    {
        var delivery = new Delivery();
        var upper = "sha256=" + Delivery.Sign(delivery.Body)["sha256=".Length..].ToUpperInvariant();

        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(delivery.Request(upper))).StatusCode);
    }

    [Fact]
    public async Task A_form_is_verified_as_sent_and_not_as_the_document_inside_it()
    {
        var json = Delivery.Push(repository: 77);
        var form = new Delivery { Body = Encoding.UTF8.GetBytes("payload=" + Uri.EscapeDataString(json)), ContentType = "application/x-www-form-urlencoded" };

        await TurnedAwayAsync(form, Delivery.Sign(Encoding.UTF8.GetBytes(json)), "signature-invalid");
        var response = await client.SendAsync(form.Signed());

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("github/repository/77", (await response.JsonAsync()).GetProperty("entity").GetString());
    }

    [Fact]
    public async Task A_rejected_request_leaves_evidence_and_nothing_else()
    {
        var delivery = new Delivery();
        await TurnedAwayAsync(delivery, Delivery.Sign(delivery.Body, "guessed"), "signature-invalid");

        await Eventually.TrueAsync(
            async () => (await app.Store.Ledger.RejectionsAsync(10, null, CancellationToken.None)).Count == 1, "the rejection is recorded");
        var evidence = (await app.Store.Ledger.RejectionsAsync(10, null, CancellationToken.None))[0];
        Assert.Equal(("hello", "signature-invalid"), (evidence.Source, evidence.Reason));
        Assert.Equal(delivery.Body.Length, evidence.BodyLength);
        Assert.Equal(0, await app.CountAsync());
        Assert.DoesNotContain(app.LogLines, line => line.Contains(GatewayApp.Secret, StringComparison.Ordinal) || line.Contains("sha256=", StringComparison.Ordinal));

        // The key was not used up: the real delivery is a first one.
        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(delivery.Signed())).StatusCode);
    }

    private async Task TurnedAwayAsync(Delivery delivery, string? header, string problem)
    {
        await (await client.SendAsync(delivery.Request(header))).IsProblemAsync(HttpStatusCode.Unauthorized, problem);
        Assert.Null(await app.FindAsync(delivery.Id));
    }
}
