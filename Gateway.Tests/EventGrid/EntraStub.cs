using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Webhooks.Gateway.Tests.EventGrid;

/// <summary>An issuer of tokens with a real listener, whose keys can change and which can go away.</summary>
internal sealed class EntraStub : IAsyncDisposable
{
    public const string Issuer = "https://sts.windows.net/9a1b2c3d-0000-4000-8000-000000000001/";
    public const string Audience = "api://webhooks";
    public const string EventGridApplication = "4962773b-9cdb-44cf-a8bf-237846a00ab7";
    public const string Role = "AzureEventGridSecureWebhookSubscriber";

    /// <summary>Making one takes longer than any of the tests.</summary>
    private static readonly byte[] FirstKey = MakeKey();

    private readonly WebApplication app;
    private int reads;

    private EntraStub(WebApplication app) => this.app = app;

    public Dictionary<string, RSA> Keys { get; } = new() { ["first"] = Read(FirstKey) };

    public bool IsDown { get; set; }

    public string IssuerInMetadata { get; set; } = Issuer;

    /// <summary>How often the keys were asked for, with success or not.</summary>
    public int Reads => Volatile.Read(ref reads);

    /// <summary>What was asked for that no issuer is asked for.</summary>
    public List<string> Strays { get; } = [];

    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single(); // Kestrel has one.

    public string Metadata => $"{Address}/tenant/.well-known/openid-configuration";

    public static async Task<EntraStub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = builder.Build();
        var stub = new EntraStub(server);
        server.MapGet("/tenant/.well-known/openid-configuration", stub.MetadataAsync);
        server.MapGet("/tenant/keys", stub.KeysAsync);
        server.MapFallback(context =>
        {
            stub.Strays.Add($"{context.Request.Method} {context.Request.Path}");
            return Task.CompletedTask;
        });
        await server.StartAsync();
        return stub;
    }

    public (string Key, string Value)[] Settings(string at) =>
        [($"{at}:Issuer", Issuer), ($"{at}:Audience", Audience), ($"{at}:MetadataAddress", Metadata)];

    /// <summary>A token as Event Grid would bring it, with every claim open to change.</summary>
    public string Token(Action<Dictionary<string, object?>>? change = null, string keyId = "first", Action<Dictionary<string, object?>>? changeHeader = null)
    {
        var header = new Dictionary<string, object?> { ["typ"] = "JWT", ["alg"] = "RS256", ["kid"] = keyId };
        changeHeader?.Invoke(header);
        var text = $"{Encode(header)}.{Encode(Claims(change))}";
        var signature = Keys[Keys.ContainsKey(keyId) ? keyId : "first"].SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    public static Dictionary<string, object?> Claims(Action<Dictionary<string, object?>>? change)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object?>
        {
            ["iss"] = Issuer, ["aud"] = Audience, ["appid"] = EventGridApplication, ["roles"] = new[] { Role },
            ["nbf"] = now - 60, ["exp"] = now + 3600,
        };
        change?.Invoke(claims);
        return claims;
    }

    public static string Encode(Dictionary<string, object?> part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        foreach (var key in Keys.Values)
        {
            key.Dispose();
        }
    }

    private static byte[] MakeKey()
    {
        using var key = RSA.Create(2048);
        return key.ExportRSAPrivateKey();
    }

    private static RSA Read(byte[] key)
    {
        var rsa = RSA.Create();
        rsa.ImportRSAPrivateKey(key, out _);
        return rsa;
    }

    private Task MetadataAsync(HttpContext context)
    {
        if (IsDown)
        {
            Interlocked.Increment(ref reads);
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        }

        return context.Response.WriteAsJsonAsync(new Dictionary<string, string> { ["issuer"] = IssuerInMetadata, ["jwks_uri"] = $"{Address}/tenant/keys" }, context.RequestAborted);
    }

    private Task KeysAsync(HttpContext context)
    {
        Interlocked.Increment(ref reads);
        var keys = Keys.Select(key =>
        {
            var numbers = key.Value.ExportParameters(includePrivateParameters: false);
            return new Dictionary<string, string>
            {
                ["kty"] = "RSA", ["use"] = "sig", ["kid"] = key.Key,
                ["n"] = Base64Url.EncodeToString(numbers.Modulus), ["e"] = Base64Url.EncodeToString(numbers.Exponent),
            };
        });
        return context.Response.WriteAsJsonAsync(new Dictionary<string, object> { ["keys"] = keys }, context.RequestAborted);
    }
}
