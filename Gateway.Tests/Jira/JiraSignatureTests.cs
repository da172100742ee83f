using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Jira;

public sealed class JiraSignatureTests : IDisposable
{
    private const string Header = "X-Hub-Signature";
    private readonly GatewayApp app = JiraApp.Create();
    private readonly HttpClient client;
    private readonly JiraDelivery delivery = new();

    public JiraSignatureTests() => client = app.CreateClient();

    public void Dispose() => app.Dispose();

    [Fact]
    public async Task A_sha256_signature_in_the_header_of_Jira_is_accepted() =>
        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(delivery.Signed())).StatusCode);

    [Fact]
    public async Task An_unsigned_delivery_is_turned_away() => await TurnedAwayAsync(delivery.Request(), "signature-missing");

    [Theory]
    [InlineData("   ", "signature-missing")]
    [InlineData("x", "signature-malformed")]
    [InlineData("sha2", "signature-malformed")]
    [InlineData("sha256=", "signature-malformed")]
    [InlineData("sha256=٠٠", "signature-malformed")]
    [InlineData("=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", "signature-malformed")]
    [InlineData("SHA256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", "signature-malformed")]
    [InlineData("md5=757107ea0eb2509fc211221cce984b8a", "signature-malformed")]
    [InlineData("none=", "signature-malformed")]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", "signature-invalid")]
    public async Task What_is_not_signed_in_the_one_right_form_is_turned_away(string header, string problem) =>
        await TurnedAwayAsync(delivery.Request((Header, header)), problem);

    [Fact]
    public async Task Every_truncation_and_extension_of_a_good_signature_is_turned_away()
    {
        var good = JiraDelivery.Sign(delivery.Body);
        for (var length = "sha256=".Length + 1; length < good.Length; length++)
        {
            await TurnedAwayAsync(delivery.Request((Header, good[..length])), "signature-malformed");
        }

        await TurnedAwayAsync(delivery.Request((Header, good + "0")), "signature-malformed");
    }

    [Fact]
    public async Task Two_signatures_of_which_one_is_right_are_turned_away() => await TurnedAwayAsync(
        delivery.Request((Header, JiraDelivery.Sign(delivery.Body)), (Header, "sha256=" + new string('0', 64))), "signature-malformed");

    [Fact]
    public async Task The_header_of_GitHub_does_not_count() => await TurnedAwayAsync(
        delivery.Request(("X-Hub-Signature-256", JiraDelivery.Sign(delivery.Body))), "signature-missing");

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    [InlineData(-1)]
    public async Task A_body_with_one_flipped_bit_is_turned_away(int at)
    {
        var flipped = delivery.Body.ToArray();
        flipped[at < 0 ? flipped.Length - 1 : at] ^= 1;

        await TurnedAwayAsync((delivery with { Body = flipped }).Request((Header, JiraDelivery.Sign(delivery.Body))), "signature-invalid");
    }

    [Fact]
    public async Task The_same_document_in_other_bytes_is_turned_away()
    {
        var other = JsonSerializer.SerializeToUtf8Bytes(JsonDocument.Parse(delivery.Body).RootElement);
        byte[][] bodies = [other, [.. delivery.Body, (byte)'\n'], [0xEF, 0xBB, 0xBF, .. delivery.Body], []];
        foreach (var body in bodies)
        {
            await TurnedAwayAsync((delivery with { Body = body }).Request((Header, JiraDelivery.Sign(delivery.Body))), "signature-invalid");
        }
    }

    [Fact]
    public async Task The_secret_of_GitHub_opens_no_door_of_Jira_and_the_other_way_round()
    {
        await TurnedAwayAsync(delivery.Request((Header, JiraDelivery.Sign(delivery.Body, GatewayApp.Secret))), "signature-invalid");
        var push = new Delivery();
        await TurnedAwayAsync(push.Request(Delivery.Sign(push.Body, JiraDelivery.Secret)), "signature-invalid");
    }

    [Fact]
    public async Task A_right_sha1_signature_counts_only_where_it_is_configured()
    {
#pragma warning disable CA5350 // The weak hash is the attack.
        var sha1 = "sha1=" + Convert.ToHexStringLower(HMACSHA1.HashData(Encoding.UTF8.GetBytes(JiraDelivery.Secret), delivery.Body));
#pragma warning restore CA5350
        await TurnedAwayAsync(delivery.Request((Header, sha1)), "signature-malformed");

        app.Settings.Change(("Webhooks:Sources:2:Jira:SignatureMethods", "sha256, sha1"));

        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(delivery.Request((Header, sha1)))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(delivery.Signed())).StatusCode);
    }

    [Fact]
    public async Task A_new_secret_counts_for_the_next_request_beside_the_old_one_and_alone_when_that_is_gone()
    {
        var signedNew = JiraDelivery.Sign(delivery.Body, "the new one");
        await TurnedAwayAsync(delivery.Request((Header, signedNew)), "signature-invalid");

        app.Settings.Change(("Webhooks:Sources:2:Secrets:1:Value", "the new one"));
        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(delivery.Request((Header, signedNew)))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(delivery.Signed())).StatusCode);

        app.Settings.Change(("Webhooks:Sources:2:Secrets:0:NotAfter", "2020-01-01T00:00:00Z"));
        await (await client.SendAsync(delivery.Signed())).IsProblemAsync(HttpStatusCode.Unauthorized, "signature-invalid");
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(delivery.Request((Header, signedNew)))).StatusCode);
    }

    private async Task TurnedAwayAsync(HttpRequestMessage request, string problem)
    {
        await (await client.SendAsync(request)).IsProblemAsync(HttpStatusCode.Unauthorized, problem);
        Assert.Equal(0, await app.CountAsync());
    }
}
