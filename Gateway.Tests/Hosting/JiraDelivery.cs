using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Gateway.Tests.Hosting;

/// <summary>A delivery as Jira would send it, with every part open to change.</summary>
internal sealed record JiraDelivery
{
    public const string Secret = "jira keeps this one";

    public string Source { get; init; } = "jira";

    public byte[] Body { get; init; } = Encoding.UTF8.GetBytes(Updated());

    /// <summary>Null as on Data Center.</summary>
    public string? Identifier { get; init; } = Guid.NewGuid().ToString();

    public string? Retry { get; init; }

    public string ContentType { get; init; } = "application/json; charset=UTF-8";

    public static string Updated(
        string id = "\"10040\"", string key = "TES-41", string site = "https://example.atlassian.net", string timestamp = "1550286601840", string changelog = "\"10225\"") =>
        $$"""
        { "timestamp":{{timestamp}},"webhookEvent":"jira:issue_updated","issue_event_type_name":"issue_generic",
        "user":{"accountId":"5c5f880629be9642ba529340","displayName":"Somebody"},
        "issue":{"id":{{id}},"self":"{{site}}/rest/api/2/issue/10040","key":"{{key}}",
        "fields":{"summary":"A secret summary","status":{"name":"Fertig","statusCategory":{"key":"done"} } } },
        "changelog":{"id":{{changelog}},"items":[{"field":"Status","fieldId":"status","from":"1","to":"3","toString":"Fertig"} ] } }
        """;

    public static string Sign(byte[] body, string secret = Secret) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    public HttpRequestMessage Signed() => Request(("X-Hub-Signature", Sign(Body)));

    public HttpRequestMessage Request(params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/webhooks/{Source}") { Content = new ByteArrayContent(Body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        (string Name, string? Value)[] all = [("X-Atlassian-Webhook-Identifier", Identifier), ("X-Atlassian-Webhook-Retry", Retry), .. headers];
        foreach (var (name, value) in all)
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }
}
