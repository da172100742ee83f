using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Gateway.Secrets;

namespace Webhooks.Gateway.Tests.Secrets;

/// <summary>The part of Azure Key Vault's REST interface that concerns secrets, with its challenge, pages and refusals.</summary>
internal sealed class FakeKeyVault : HttpMessageHandler
{
    public const string Vault = "https://spring.vault.azure.net/";
    private const string Token = "a-token-of-the-fake-issuer";

    private readonly ConcurrentQueue<FakeVersion> versions = new();
    private int requests;

    /// <summary>Requests of any kind.</summary>
    public int Requests => Volatile.Read(ref requests);

    /// <summary>Versions whose value was handed out, in order.</summary>
    public ConcurrentQueue<string> Reads { get; } = new();

    /// <summary>What no vault is asked for.</summary>
    public ConcurrentQueue<string> Strays { get; } = new();

    /// <summary>Nobody answers.</summary>
    public bool IsDown { get; set; }

    /// <summary>The caller has no identity.</summary>
    public bool IsAnonymous { get; set; }

    /// <summary>Who asks may not read.</summary>
    public bool IsForbidden { get; set; }

    /// <summary>Something stands between that answers with a page.</summary>
    public bool IsGarbled { get; set; }

    /// <summary>So many requests are answered 429 first.</summary>
    public int Throttled { get; set; }

    public int PageSize { get; set; } = 25;

    public FakeVersion Add(string value, string secret = "github")
    {
        var version = new FakeVersion { Secret = secret, Id = Guid.NewGuid().ToString("N"), Value = value, Created = versions.Count };
        versions.Enqueue(version);
        return version;
    }

    public void Replace(IServiceCollection services)
    {
        services.AddHttpClient(KeyVaultReader.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => this);
        services.AddSingleton(new Lazy<TokenCredential>(() => new Identity(this)));
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref requests);
        if (IsDown)
        {
            throw new HttpRequestException("No route to host.");
        }

        return Task.FromResult(IsGarbled ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<html>do-not-print-me") } : Answer(request));
    }

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        if (request.Headers.Authorization is not { Scheme: "Bearer", Parameter: Token })
        {
            var challenge = new HttpResponseMessage(HttpStatusCode.Unauthorized);
            challenge.Headers.TryAddWithoutValidation(
                "WWW-Authenticate", "Bearer authorization=\"https://login.microsoftonline.com/9a1b2c3d-0000-4000-8000-000000000001\", resource=\"https://vault.azure.net\"");
            return challenge;
        }

        if (Throttled > 0)
        {
            Throttled--;
            var throttled = Refusal(HttpStatusCode.TooManyRequests, "Throttled");
            throttled.Headers.TryAddWithoutValidation("Retry-After", "0");
            return throttled;
        }

        var address = request.RequestUri ?? throw new InvalidOperationException("A request without an address.");
        var isVault = request.Method == HttpMethod.Get && address.Host == new Uri(Vault).Host && address.Query.Contains("api-version=", StringComparison.Ordinal);
        return isVault && IsForbidden ? Refusal(HttpStatusCode.Forbidden, "Forbidden")
            : (isVault ? address.Segments : []) switch
            {
                ["/", "secrets/", var name, "versions"] => List(name.TrimEnd('/'), address),
                ["/", "secrets/", var name, var id] => Read(name.TrimEnd('/'), id),
                _ => Stray(request),
            };
    }

    private HttpResponseMessage List(string name, Uri address)
    {
        var from = address.Query.Split("$skiptoken=") is [_, var token] ? int.Parse(token, System.Globalization.CultureInfo.InvariantCulture) : 0;
        var all = versions.Where(version => version.Secret == name).ToList();
        return Json(new Dictionary<string, object?>
        {
            // Newest first: the order of a list means nothing.
            ["value"] = all.AsEnumerable().Reverse().Skip(from).Take(PageSize).Select(version => Properties(version)),
            ["nextLink"] = from + PageSize < all.Count ? $"{Vault}secrets/{name}/versions?api-version=7.6&$skiptoken={from + PageSize}" : null,
        });
    }

    private HttpResponseMessage Read(string name, string id)
    {
        if (versions.FirstOrDefault(version => version.Secret == name && version.Id == id) is not { } found)
        {
            return Refusal(HttpStatusCode.NotFound, "SecretNotFound");
        }

        if (!found.IsEnabled)
        {
            return Refusal(HttpStatusCode.Forbidden, "Forbidden");
        }

        Reads.Enqueue(found.Value);
        var properties = Properties(found);
        properties["value"] = found.Value;
        return Json(properties);
    }

    private static Dictionary<string, object?> Properties(FakeVersion version) => new()
    {
        ["id"] = $"{Vault}secrets/{version.Secret}/{version.Id}",
        ["attributes"] = new Dictionary<string, object?>
        {
            ["enabled"] = version.IsEnabled,
            ["created"] = 1_700_000_000 + version.Created,
            ["updated"] = 1_700_000_000 + version.Created,
            ["nbf"] = version.NotBefore?.ToUnixTimeSeconds(),
            ["exp"] = version.Expires?.ToUnixTimeSeconds(),
        }.Where(attribute => attribute.Value is not null).ToDictionary(),
    };

    private HttpResponseMessage Stray(HttpRequestMessage request)
    {
        Strays.Enqueue($"{request.Method} {request.RequestUri}");
        return Refusal(HttpStatusCode.BadRequest, "BadParameter");
    }

    private static HttpResponseMessage Refusal(HttpStatusCode status, string code)
    {
        var response = Json(new Dictionary<string, object> { ["error"] = new Dictionary<string, string> { ["code"] = code, ["message"] = "do-not-print-me" } });
        response.StatusCode = status;
        return response;
    }

    private static HttpResponseMessage Json(object body) =>
        new(HttpStatusCode.OK) { Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json") };

    private sealed class Identity(FakeKeyVault vault) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            vault.IsAnonymous ? throw new CredentialUnavailableException("do-not-print-me")
            : requestContext.Scopes is ["https://vault.azure.net/.default"] ? new AccessToken(Token, TimeProvider.System.GetUtcNow().AddHours(1))
            : throw new InvalidOperationException($"A token for {string.Join(' ', requestContext.Scopes)} was asked for.");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
