using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Webhooks.Gateway.Tests.EventGrid;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Attacks;

/// <summary>What Jira and Event Grid do otherwise than GitHub.</summary>
internal static class TokenAttacks
{
    private const string Request = "POST&/webhooks/connect&";

    [Attack]
    public static Task Naming_a_token_that_needs_no_signature(Target target)
    {
        var head = Encode("""{"alg":"none"}""");
        return target.RefusesAsync(HttpStatusCode.Unauthorized, new[] { "", Encode(new string('0', 32)) }.Select(signature => Connect($"{head}.{Encode(Claims(target))}.{signature}")));
    }

    [Attack]
    public static Task Using_a_token_for_something_else(Target target) => target.RefusesAsync(
        HttpStatusCode.Unauthorized,
        Connect(Token(Claims(target, request: "GET&/webhooks/connect&"))),
        Connect(Token(Claims(target, request: "POST&/webhooks/connect&a=b"))));

    [Attack]
    public static Task Using_a_token_of_yesterday(Target target) =>
        target.RefusesAsync(HttpStatusCode.Unauthorized, Connect(Token(Claims(target, age: TimeSpan.FromDays(1)))));

    [Attack(8)]
    public static Task Naming_the_hash_that_counts(Target target)
    {
        var ticket = new JiraDelivery();
#pragma warning disable CA5350, CA5351 // The weak hashes are the attack.
        var sha1 = "sha1=" + Convert.ToHexStringLower(HMACSHA1.HashData(Encoding.UTF8.GetBytes(JiraDelivery.Secret), ticket.Body));
        var md5 = "md5=" + Convert.ToHexStringLower(HMACMD5.HashData(Encoding.UTF8.GetBytes(JiraDelivery.Secret), ticket.Body));
#pragma warning restore CA5350, CA5351
        return target.RefusesAsync(HttpStatusCode.Unauthorized, new[] { sha1, md5 }.Select(signature => ticket.Request(("X-Hub-Signature", signature))));
    }

    [Attack(37)]
    public static async Task Retrying_as_Jira_does(Target target)
    {
        var ticket = new JiraDelivery();
        await target.AcceptsAsync(ticket.Signed());
        await target.KnowsAsync([.. Enumerable.Range(1, 5).Select(retry => (ticket with { Retry = $"{retry}" }).Signed())]);
    }

    [Attack(70)]
    public static async Task Moving_a_ticket(Target target)
    {
        var here = await target.AcceptsAsync(new JiraDelivery { Body = Encoding.UTF8.GetBytes(JiraDelivery.Updated(key: "TES-41")) }.Signed());
        var there = await target.AcceptsAsync(new JiraDelivery { Body = Encoding.UTF8.GetBytes(JiraDelivery.Updated(key: "OPS-7")) }.Signed());
        Assert.Equal(here.GetProperty("entity").GetString(), there.GetProperty("entity").GetString());
    }

    [Attack(38)]
    public static async Task Repeating_an_id_from_another_topic(Target target)
    {
        var id = $"{Guid.NewGuid()}";
        foreach (var topic in new[] { "/subscriptions/0000", "/subscriptions/1111" })
        {
            await target.AcceptsAsync(new EventRequest { Body = $"[{EventRequest.Event(id, topic)}]" }.Request());
        }
    }

    [Attack(40)]
    public static Task Subscribing_from_another_topic(Target target) => target.RefusesAsync(
        HttpStatusCode.Forbidden,
        new EventRequest { Body = $"[{EventRequest.Validation(topic: "/subscriptions/9999")}]", Kind = "SubscriptionValidation" }.Request());

    [Attack(44, 52)]
    public static async Task Hiding_events_behind_others(Target target)
    {
        string[] ids = [$"{Guid.NewGuid()}", $"{Guid.NewGuid()}"];
        var poisoned = "{\"id\":7}";
        var answer = await target.AcceptsAsync(
            new EventRequest { Body = $"[{EventRequest.Validation()},{EventRequest.Event(ids[0])},{poisoned},{EventRequest.Event(ids[1])}]" }.Request());

        Assert.Equal(4, answer.GetArrayLength());
        var stored = (await target.StoredAsync()).Select(delivery => delivery.DeliveryId).ToList();
        Assert.All(ids, id => Assert.Contains(EventRequest.IdOf(id), stored));
    }

    [Attack(49)]
    public static Task Delivering_while_the_keys_of_the_issuer_are_away(Target target)
    {
        string[] parts =
        [
            Encode("""{"typ":"JWT","alg":"RS256","kid":"first"}"""),
            EntraStub.Encode(EntraStub.Claims(claims =>
            {
                var now = target.Clock.GetUtcNow().ToUnixTimeSeconds();
                claims["nbf"] = now - 60;
                claims["exp"] = now + 3600;
            })),
            Base64Url.EncodeToString(new byte[256]),
        ];
        return target.RefusesAsync(
            HttpStatusCode.ServiceUnavailable,
            new EventRequest { Source = "entra", HeaderSecret = null, Authorization = $"Bearer {string.Join('.', parts)}" }.Request());
    }

    [Attack(51)]
    public static Task Writing_a_secret_in_other_letters(Target target) => target.RefusesAsync(
        HttpStatusCode.Unauthorized,
        new[] { EventRequest.Secret.ToUpperInvariant(), EventRequest.Secret[..^1], EventRequest.Secret + "x", "" }
            .Select(secret => new EventRequest { HeaderSecret = secret }.Request()));

    public static HttpRequestMessage Connect(string token) =>
        new JiraDelivery { Source = "connect" }.Request(("Authorization", $"JWT {token}"));

    public static string Claims(Target target, string request = Request, TimeSpan age = default)
    {
        var issued = (target.Clock.GetUtcNow() - age).ToUnixTimeSeconds();
        return $$"""{"iss":"{{Target.ConnectIssuer}}","exp":{{issued + 180}},"iat":{{issued}},"qsh":"{{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request)))}}"}""";
    }

    public static string Token(string claims)
    {
        var signed = $"{Encode("""{"alg":"HS256","typ":"JWT"}""")}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(JiraDelivery.Secret), Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
