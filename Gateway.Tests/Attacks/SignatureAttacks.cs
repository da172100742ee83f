using System.IO.Compression;
using System.Net;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Gateway.Receiving;
using Webhooks.Gateway.Tests.Hosting;
using Webhooks.Gateway.Tests.Signatures;

namespace Webhooks.Gateway.Tests.Attacks;

internal static class SignatureAttacks
{
    [Attack(1, 2)]
    public static Task Sending_no_signature(Target target) => RefusedAsync(target, new Delivery(), null, "", "   ");

    [Attack(3, 7)]
    public static Task Sending_half_a_header(Target target) => RefusedAsync(target, new Delivery(), "x", "sha2", "sha256=");

    [Attack(4)]
    public static Task Sending_the_beginning_of_a_good_signature(Target target)
    {
        var delivery = new Delivery();
        var good = Delivery.Sign(delivery.Body);
        return RefusedAsync(target, delivery, [.. Enumerable.Range(1, 63).Select(digits => good[..("sha256=".Length + digits)])]);
    }

    [Attack(5)]
    public static Task Sending_more_than_a_good_signature(Target target)
    {
        var delivery = new Delivery();
        var good = Delivery.Sign(delivery.Body);
        return RefusedAsync(target, delivery, good + "0", good + "00", good + good["sha256=".Length..]);
    }

    [Attack(6)]
    public static Task Sending_digits_that_are_none(Target target)
    {
        var delivery = new Delivery();
        var good = Delivery.Sign(delivery.Body);
        return RefusedAsync(target, delivery, "sha256=" + new string('g', 64), good[..^1] + "é", "sha256=" + Convert.ToBase64String(new byte[48]));
    }

    [Attack(8)]
    public static Task Signing_with_a_weaker_hash(Target target)
    {
        var delivery = new Delivery();
#pragma warning disable CA5350 // The weak hash is the attack.
        var sha1 = "sha1=" + Convert.ToHexStringLower(HMACSHA1.HashData(Encoding.UTF8.GetBytes(GatewayApp.Secret), delivery.Body));
#pragma warning restore CA5350
        return target.RefusesAsync(HttpStatusCode.Unauthorized, delivery.Request(sha1), With(delivery.Unsigned(), "X-Hub-Signature", sha1));
    }

    [Attack(9)]
    public static Task Signing_in_the_header_of_another_provider(Target target)
    {
        var delivery = new Delivery();
        return target.RefusesAsync(HttpStatusCode.Unauthorized, With(delivery.Unsigned(), "X-Hub-Signature", Delivery.Sign(delivery.Body)));
    }

    [Attack(10)]
    public static Task Sending_two_signatures(Target target)
    {
        var delivery = new Delivery();
        return target.RefusesAsync(HttpStatusCode.Unauthorized, With(delivery.Signed(), "X-Hub-Signature-256", "sha256=" + new string('0', 64)));
    }

    [Attack(12)]
    public static Task Flipping_a_bit(Target target)
    {
        var delivery = new Delivery();
        return target.RefusesAsync(HttpStatusCode.Unauthorized, new[] { 0, delivery.Body.Length / 2, delivery.Body.Length - 1 }.Select(at =>
        {
            var flipped = delivery.Body.ToArray();
            flipped[at] ^= 1;
            return (delivery with { Body = flipped }).Request(Delivery.Sign(delivery.Body));
        }));
    }

    [Attack(13)]
    public static Task Writing_the_same_document_otherwise(Target target)
    {
        var delivery = new Delivery();
        var minified = JsonSerializer.SerializeToUtf8Bytes(JsonDocument.Parse(delivery.Body).RootElement);
        return target.RefusesAsync(
            HttpStatusCode.Unauthorized,
            (delivery with { Body = minified }).Request(Delivery.Sign(delivery.Body)),
            delivery.Request(Delivery.Sign(minified)));
    }

    [Attack(14)]
    public static Task Adding_bytes_that_no_parser_sees(Target target)
    {
        var delivery = new Delivery();
        byte[][] bodies = [[0xEF, 0xBB, 0xBF, .. delivery.Body], [.. delivery.Body, (byte)'\n'], [.. delivery.Body, (byte)' ']];
        return target.RefusesAsync(HttpStatusCode.Unauthorized, bodies.Select(body => (delivery with { Body = body }).Request(Delivery.Sign(delivery.Body))));
    }

    [Attack(15)]
    public static async Task Packing_the_body(Target target)
    {
        var delivery = new Delivery();
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            await gzip.WriteAsync(delivery.Body);
        }

        await target.RefusesAsync(HttpStatusCode.UnsupportedMediaType, new[] { delivery.Body, packed.ToArray() }.Select(signed =>
        {
            var request = (delivery with { Body = packed.ToArray() }).Request(Delivery.Sign(signed));
            request.Content?.Headers.ContentEncoding.Add("gzip");
            return request;
        }));
    }

    [Attack(16)]
    public static Task Signing_the_document_inside_a_form(Target target)
    {
        var json = Delivery.Push();
        var form = new Delivery { Body = Encoding.UTF8.GetBytes("payload=" + Uri.EscapeDataString(json)), ContentType = "application/x-www-form-urlencoded" };
        return RefusedAsync(target, form, Delivery.Sign(Encoding.UTF8.GetBytes(json)));
    }

    [Attack(17)]
    public static async Task Sending_nothing(Target target)
    {
        var empty = new Delivery { Body = [] };
        await RefusedAsync(target, empty, "sha256=" + new string('0', 64), "sha256=" + Convert.ToHexStringLower(SHA256.HashData([])));
        Assert.Equal("settled", (await target.AcceptsAsync(empty.Signed())).GetProperty("state").GetString());
    }

    [Attack(18)]
    public static Task Signing_with_an_empty_secret(Target target)
    {
        var delivery = new Delivery();
        return RefusedAsync(target, delivery, Delivery.Sign(delivery.Body, ""), Delivery.Sign(delivery.Body, " "));
    }

    [Attack(19)]
    public static Task Signing_with_the_secret_of_another_tenant(Target target) => target.RefusesAsync(
        HttpStatusCode.Unauthorized,
        new Delivery { Secret = GatewayApp.OtherSecret }.Signed(),
        new Delivery { Source = "tenant", Secret = GatewayApp.Secret }.Signed());

    [Attack(20)]
    public static Task Signing_with_the_secret_of_another_provider(Target target)
    {
        var ticket = new JiraDelivery();
        return target.RefusesAsync(
            HttpStatusCode.Unauthorized,
            new Delivery { Secret = JiraDelivery.Secret }.Signed(),
            ticket.Request(("X-Hub-Signature", JiraDelivery.Sign(ticket.Body, GatewayApp.Secret))));
    }

    [Attack(21)]
    public static Task Measuring_how_far_a_guess_was_right(Target target)
    {
        var reached = new HashSet<MethodBase>();
        Follow(target.App.Services.GetRequiredService<ProviderCatalog>().GitHub.Verify.Method);
        Assert.Contains(reached, method => method.Name == nameof(CryptographicOperations.FixedTimeEquals));
        return Task.CompletedTask;

        void Follow(MethodBase method)
        {
            if (reached.Add(method) && method.Module.Assembly.GetName().Name?.StartsWith("Webhooks.", StringComparison.Ordinal) == true)
            {
                Calls.Of(method).ToList().ForEach(Follow);
            }
        }
    }

    [Attack(23)]
    public static async Task Signing_with_a_secret_that_was_replaced(Target target)
    {
        await target.RefusesAsync(HttpStatusCode.Unauthorized, new Delivery { Source = "rotated", Secret = Target.RetiredSecret }.Signed());
        await target.AcceptsAsync(new Delivery { Source = "rotated" }.Signed());
    }

    [Attack(64)]
    public static Task Getting_a_parser_to_see_what_is_not_signed(Target target)
    {
        byte[][] bodies = [Encoding.UTF8.GetBytes("{"), Encoding.UTF8.GetBytes(new string('[', 10_000)), Encoding.UTF8.GetBytes("{\"repository\":NaN}")];
        return target.RefusesAsync(HttpStatusCode.Unauthorized, bodies.Select(body => new Delivery { Body = body, Secret = "guessed" }.Signed()));
    }

    private static Task RefusedAsync(Target target, Delivery delivery, params string?[] signatures) =>
        target.RefusesAsync(HttpStatusCode.Unauthorized, signatures.Select(delivery.Request));

    private static HttpRequestMessage With(HttpRequestMessage request, string header, string value)
    {
        request.Headers.TryAddWithoutValidation(header, value);
        return request;
    }
}
