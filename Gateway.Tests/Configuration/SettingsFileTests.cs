using System.Net;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Configuration;

/// <summary>An edited settings file counts without a restart; the data folder beside it is not watched.</summary>
public sealed class SettingsFileTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private GatewayProcess? gateway;

    private string Settings => Path.Combine(folder.Path, "appsettings.json");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (gateway is not null)
        {
            await gateway.DisposeAsync();
        }

        folder.Dispose();
    }

    [Fact]
    public async Task A_secret_added_to_the_file_lets_in_and_a_broken_file_keeps_the_last_good_one()
    {
        await File.WriteAllTextAsync(Settings, With("first-secret-of-the-file"));
        var client = await StartAsync();
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "first-secret-of-the-file"));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(client, "second-secret-of-the-file"));

        await File.WriteAllTextAsync(Settings, "{ \"Webhooks\": ");
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "appsettings.Production.json"), With("second-secret-of-the-file"));
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "first-secret-of-the-file"));

        await File.WriteAllTextAsync(Settings, "{}");
        await Eventually.TrueAsync(async () => await SendAsync(client, "second-secret-of-the-file") == HttpStatusCode.Accepted, "the new secret counts");
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(client, "first-secret-of-the-file"));
    }

    [Fact]
    public async Task Files_that_are_links_into_a_folder_count_when_the_folder_is_replaced()
    {
        await WriteVersionAsync("one", "first-secret-of-the-file");
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "..data"), "one");
        File.CreateSymbolicLink(Settings, Path.Combine("..data", "appsettings.json"));
        var client = await StartAsync();
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "first-secret-of-the-file"));

        await WriteVersionAsync("two", "second-secret-of-the-file");
        Directory.Delete(Path.Combine(folder.Path, "..data"));
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "..data"), "two");

        await Eventually.TrueAsync(async () => await SendAsync(client, "second-secret-of-the-file") == HttpStatusCode.Accepted, "the new secret counts");
    }

    /// <summary>Beside the secret that the process is started with.</summary>
    private static string With(string secret) => $$$"""{ "Webhooks": { "Sources": { "0": { "Secrets": { "1": { "Value": "{{{secret}}}" } } } } } }""";

    private static async Task<HttpStatusCode> SendAsync(HttpClient client, string secret) =>
        (await client.SendAsync(new Delivery { Secret = secret }.Signed())).StatusCode;

    private async Task WriteVersionAsync(string version, string secret)
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, version));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, version, "appsettings.json"), With(secret));
    }

    private async Task<HttpClient> StartAsync()
    {
        gateway = await GatewayProcess.ListenAsync(
            Path.Combine(folder.Path, "data"), "127.0.0.1:1", ("ASPNETCORE_CONTENTROOT", folder.Path));
        return gateway.Client;
    }
}
