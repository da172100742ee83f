using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Gateway.Tests.Hosting;
using Webhooks.Gateway.Tests.Replaying;

namespace Webhooks.Gateway.Tests.Secrets;

public sealed class SecretUseTests : IDisposable
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private readonly TemporaryFolder folder = new();
    private readonly MovedClock clock = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Case_27_each_success_is_told_by_secret_and_nothing_that_was_turned_away_is()
    {
        using var app = TwoSecrets();
        var client = app.CreateClient();
        var before = clock.GetUtcNow();

        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "autumn"));
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "autumn"));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(client, "winter"));

        var secrets = await SecretsAsync(client);
        Assert.Equal(2, secrets["hello/old"].GetProperty("uses").GetInt64());
        Assert.InRange(secrets["hello/old"].GetProperty("lastUsedAt").GetDateTimeOffset(), before, clock.GetUtcNow());
        Assert.Equal(0, secrets["hello/new"].GetProperty("uses").GetInt64());
        Assert.Equal(JsonValueKind.Null, secrets["hello/new"].GetProperty("lastUsedAt").ValueKind);
        Assert.Equal("configuration", secrets["hello/new"].GetProperty("from").GetString());
        Assert.Equal(0, secrets["tenant/0"].GetProperty("uses").GetInt64());
    }

    [Fact]
    public async Task No_value_and_nothing_made_of_it_is_shown_or_written()
    {
        using (var app = TwoSecrets())
        {
            var client = app.CreateClient();
            await SendAsync(client, "autumn");
            var shown = await client.GetStringAsync("/api/secrets");
            Assert.DoesNotContain("autumn", shown, StringComparison.Ordinal);
            Assert.Equal(
                ["source", "name", "from", "notBefore", "notAfter", "isLive", "since", "lastUsedAt", "uses", "safeToRetire", "retirement"],
                JsonDocument.Parse(shown).RootElement[0].EnumerateObject().Select(property => property.Name));
        }

        var written = await File.ReadAllTextAsync(Path.Combine(folder.Path, "secrets-status.json"));
        Assert.Contains("\"old\"", written, StringComparison.Ordinal);
        Assert.DoesNotContain("autumn", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_use_of_a_secret_survives_a_restart()
    {
        using (var first = TwoSecrets())
        {
            await SendAsync(first.CreateClient(), "autumn");
        }

        clock.Advance(Week);
        using var second = TwoSecrets();
        var client = second.CreateClient();
        var before = (await SecretsAsync(client))["hello/old"];
        await SendAsync(client, "autumn");

        Assert.Equal(1, before.GetProperty("uses").GetInt64());
        Assert.True(before.GetProperty("lastUsedAt").GetDateTimeOffset() < clock.GetUtcNow() - Week);
        Assert.Equal(2, (await SecretsAsync(client))["hello/old"].GetProperty("uses").GetInt64());
    }

    [Fact]
    public async Task A_replay_is_no_use_of_the_secret_that_it_was_signed_with()
    {
        using var app = TwoSecrets();
        var client = app.CreateClient();
        var original = await app.AcceptedAsync(new Delivery { Secret = "autumn" }.Signed());

        var replay = await client.ReplayedAsync(new { deliveryId = original.DeliveryId, reason = "again" });

        Assert.Equal((1, 0), (replay.Number("replayed"), replay.Number("unverified")));
        Assert.Equal(1, (await SecretsAsync(client))["hello/old"].GetProperty("uses").GetInt64());
    }

    [Fact]
    public async Task A_report_that_cannot_be_read_costs_nothing_but_the_memory()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "secrets-status.json"), "{ torn");
        using var app = TwoSecrets();
        var client = app.CreateClient();

        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "autumn"));

        Assert.Equal(1, (await SecretsAsync(client))["hello/old"].GetProperty("uses").GetInt64());
        Assert.Contains(app.LogLines, line => line.StartsWith("Warning The report of earlier uses", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_value_under_the_same_name_is_another_secret()
    {
        using var app = TwoSecrets();
        var client = app.CreateClient();
        await SendAsync(client, "autumn");
        clock.Advance(TimeSpan.FromHours(1));

        app.Settings.Change(("Webhooks:Sources:0:Secrets:0:Value", "winter"));

        var secret = (await SecretsAsync(client))["hello/old"];
        Assert.Equal(0, secret.GetProperty("uses").GetInt64());
        Assert.True(secret.GetProperty("since").GetDateTimeOffset() > clock.GetUtcNow() - TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task An_old_secret_may_go_when_a_newer_one_is_used_and_nobody_used_it_for_a_week()
    {
        using var app = TwoSecrets();
        var client = app.CreateClient();
        await SendAsync(client, "autumn");
        Assert.Equal("stillUsed", await RetirementAsync(client, "hello/old"));

        clock.Advance(Week + TimeSpan.FromMinutes(1));
        Assert.Equal("newerUnused", await RetirementAsync(client, "hello/old"));

        await SendAsync(client, "spring");
        Assert.Equal("safe", await RetirementAsync(client, "hello/old"));
        Assert.Equal("newest", await RetirementAsync(client, "hello/new"));

        await SendAsync(client, "autumn");
        Assert.Equal("stillUsed", await RetirementAsync(client, "hello/old"));
    }

    [Fact]
    public async Task What_was_taken_out_is_remembered_for_a_month_and_no_longer()
    {
        using var app = TwoSecrets();
        var client = app.CreateClient();
        await SendAsync(client, "autumn");
        await SecretsAsync(client);

        app.Settings.Change(
            ("Webhooks:Sources:0:Secrets:0:Name", "new"), ("Webhooks:Sources:0:Secrets:0:Value", "spring"),
            ("Webhooks:Sources:0:Secrets:1:Name", "newest"), ("Webhooks:Sources:0:Secrets:1:Value", "summer"));
        var gone = (await SecretsAsync(client))["hello/old"];
        Assert.False(gone.GetProperty("isLive").GetBoolean());
        Assert.Equal("notLive", gone.GetProperty("retirement").GetString());

        clock.Advance(TimeSpan.FromDays(31));
        Assert.DoesNotContain("hello/old", (await SecretsAsync(client)).Keys);
    }

    [Fact]
    public async Task A_tenants_token_sees_the_secrets_of_its_own_sources_and_no_others()
    {
        using var app = TwoSecrets();
        const string Token = "token-for-tenant-octo-of-32-characters-";
        app.Settings.Put("Webhooks:Management:Tokens:0:Name", "octo");
        app.Settings.Put("Webhooks:Management:Tokens:0:Value", Token);
        app.Settings.Put("Webhooks:Management:Tokens:0:Scopes", "read");
        app.Settings.Put("Webhooks:Management:Tokens:0:Tenant", "octo");
        var client = app.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", Token);

        Assert.Equal(["tenant/0"], (await SecretsAsync(client)).Keys);
    }

    [Fact]
    public async Task Each_success_is_counted_by_source_and_secret()
    {
        using var app = TwoSecrets();
        var client = app.CreateClient();
        var counted = new List<string>();
        using var listener = Listen(app, "webhooks.secret.used", counted);

        await SendAsync(client, "spring");
        await SendAsync(client, "winter");

        Assert.Equal(["1 source=hello secret=new"], counted);
    }

    [Fact]
    public async Task Case_25_a_refused_change_and_an_unreadable_file_are_counted()
    {
        using var app = TwoSecrets();
        var path = Path.Combine(folder.Path, "third");
        await File.WriteAllTextAsync(path, "summer");
        app.Settings.Put("Webhooks:Sources:0:Secrets:2:Name", "third");
        app.Settings.Put("Webhooks:Sources:0:Secrets:2:File", path);
        var client = app.CreateClient();
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "summer"));
        var counted = new List<string>();
        using var refused = Listen(app, "webhooks.configuration.refused", counted);
        using var failed = Listen(app, "webhooks.secret.failures", counted);

        File.Delete(path);
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "summer"));
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "summer"));
        app.Settings.Change(("Webhooks:Sources:0:Secrets:0:NotAfter", "tomorrow"));

        Assert.Equal(["1 source=hello secret=third", "1 "], counted);
    }

    private static MeterListener Listen(GatewayApp app, string name, List<string> counted)
    {
        var listener = new MeterListener();
        var meters = app.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            // Other tests run other gateways in this process.
            if (instrument.Name == name && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            lock (counted)
            {
                counted.Add($"{count} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}");
            }
        });
        listener.Start();
        return listener;
    }

    private GatewayApp TwoSecrets()
    {
        var app = new GatewayApp(folder: folder.Path) { Time = clock };
        app.Settings.Put("Webhooks:Sources:0:Secrets:0:Name", "old");
        app.Settings.Put("Webhooks:Sources:0:Secrets:0:Value", "autumn");
        app.Settings.Put("Webhooks:Sources:0:Secrets:1:Name", "new");
        app.Settings.Put("Webhooks:Sources:0:Secrets:1:Value", "spring");
        return app;
    }

    private static async Task<string?> RetirementAsync(HttpClient client, string secret) =>
        (await SecretsAsync(client))[secret].GetProperty("retirement").GetString();

    private static async Task<Dictionary<string, JsonElement>> SecretsAsync(HttpClient client) => (await (await client.GetAsync("/api/secrets")).JsonAsync())
        .EnumerateArray()
        .ToDictionary(secret => $"{secret.GetProperty("source").GetString()}/{secret.GetProperty("name").GetString()}", StringComparer.Ordinal);

    private static async Task<HttpStatusCode> SendAsync(HttpClient client, string secret) =>
        (await client.SendAsync(new Delivery { Secret = secret }.Signed())).StatusCode;
}
