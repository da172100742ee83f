using System.Net;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Secrets;

public sealed class KeyVaultTests : IDisposable
{
    private readonly FakeKeyVault vault = new();
    private readonly List<GatewayApp> apps = [];

    public void Dispose()
    {
        apps.ForEach(app => app.Dispose());
        vault.Dispose();
        Assert.Empty(vault.Strays);
    }

    [Fact]
    public async Task Case_22_every_enabled_version_counts_and_no_other()
    {
        vault.Add("first");
        vault.Add("disabled").IsEnabled = false;
        vault.Add("third");
        vault.PageSize = 1;
        var client = Start().CreateClient();

        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "first"));
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "third"));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(client, "disabled"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.SendAsync(new Delivery().Unsigned())).StatusCode);
    }

    [Fact]
    public async Task Case_23_a_version_counts_within_its_own_dates()
    {
        var clock = new MovedClock();
        var noon = clock.GetUtcNow();
        vault.Add("old").Expires = noon.AddHours(1);
        vault.Add("new").NotBefore = noon.AddHours(2);
        vault.Add("gone").Expires = noon.AddHours(-1);
        var client = Start(clock).CreateClient();
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "old"));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(client, "new"));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(client, "gone"));

        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(client, "old"));

        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "new"));
        Assert.DoesNotContain("gone", vault.Reads);
    }

    [Fact]
    public async Task The_dates_of_the_configuration_hold_too()
    {
        var clock = new MovedClock();
        vault.Add("first");
        var app = Start(clock);
        app.Settings.Put("Webhooks:Sources:0:Secrets:0:NotAfter", clock.GetUtcNow().AddHours(1).ToString("yyyy-MM-dd'T'HH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture));
        var client = app.CreateClient();
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "first"));

        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(client, "first"));
    }

    [Fact]
    public async Task Case_24_a_new_version_counts_and_a_disabled_one_stops_counting_within_the_interval()
    {
        var first = vault.Add("first");
        var client = Start(new HastyTime(100)).CreateClient();
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "first"));

        vault.Add("second");
        await Eventually.TrueAsync(async () => await SendAsync(client, "second") == HttpStatusCode.Accepted, "the new version counts");
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "first"));

        first.IsEnabled = false;
        await Eventually.TrueAsync(async () => await SendAsync(client, "first") == HttpStatusCode.Unauthorized, "the old version does not count");
        Assert.Equal(["first", "second"], vault.Reads);
    }

    [Fact]
    public async Task No_request_asks_a_vault()
    {
        vault.Add("first");
        var client = Start().CreateClient();
        await SendAsync(client, "first");
        var before = vault.Requests;

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "first"));
            Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(client, "wrong"));
        }

        Assert.Equal(before, vault.Requests);
    }

    [Theory]
    [InlineData("down", "cannot be reached")]
    [InlineData("anonymous", "no identity")]
    [InlineData("forbidden", "403 Forbidden")]
    [InlineData("throttled", "429 Throttled")]
    [InlineData("garbled", "cannot be used")]
    [InlineData("nameless", "no secret of this name")]
    public async Task Case_18_while_a_vault_was_never_read_its_source_answers_503_and_never_takes_what_is_unsigned(string fault, string reason)
    {
        vault.IsDown = fault == "down";
        vault.IsAnonymous = fault == "anonymous";
        vault.IsGarbled = fault == "garbled";
        vault.IsForbidden = fault == "forbidden";
        vault.Throttled = fault == "throttled" ? 3 : 0;
        if (fault != "nameless")
        {
            vault.Add("first");
        }

        var app = Start();
        var client = app.CreateClient();

        await (await client.SendAsync(new Delivery { Secret = "first" }.Signed())).IsProblemAsync(HttpStatusCode.ServiceUnavailable, "secrets-unavailable");
        await (await client.SendAsync(new Delivery { Secret = "" }.Signed())).IsProblemAsync(HttpStatusCode.ServiceUnavailable, "secrets-unavailable");
        await (await client.SendAsync(new Delivery().Unsigned())).IsProblemAsync(HttpStatusCode.Unauthorized, "signature-missing");
        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(new Delivery { Source = "tenant", Secret = GatewayApp.OtherSecret }.Signed())).StatusCode);
        Assert.Equal(1, await app.CountAsync());
        Assert.Contains("secrets", await NotReadyAsync(client));
        var report = Assert.Single(app.LogLines, line => line.StartsWith("Error", StringComparison.Ordinal));
        Assert.Contains(reason, report, StringComparison.Ordinal);
        Assert.DoesNotContain(app.LogLines, line => line.Contains("do-not-print-me", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_vault_that_comes_back_is_found_again()
    {
        vault.IsDown = true;
        vault.Add("first");
        var app = Start(new HastyTime(20));
        var client = app.CreateClient();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await SendAsync(client, "first"));

        vault.IsDown = false;

        await Eventually.TrueAsync(async () => await SendAsync(client, "first") == HttpStatusCode.Accepted, "the vault was read");
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(client, "wrong"));
        Assert.DoesNotContain("secrets", await NotReadyAsync(client));
    }

    [Fact]
    public async Task While_one_secret_is_missing_the_others_of_its_source_count()
    {
        vault.IsDown = true;
        var app = Start();
        app.Settings.Put("Webhooks:Sources:0:Secrets:1:Value", "known");
        var client = app.CreateClient();

        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "known"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await SendAsync(client, "unknown"));
    }

    [Fact]
    public async Task Case_25_a_vault_that_goes_away_leaves_its_last_good_versions_and_one_report()
    {
        vault.Add("first");
        var app = Start(new HastyTime(20));
        var client = app.CreateClient();
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "first"));

        vault.IsDown = true;
        var before = vault.Requests;
        await Eventually.TrueAsync(() => vault.Requests > before + 6, "the vault was asked twice more");

        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "first"));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(client, "wrong"));
        Assert.Single(app.LogLines, line => line.StartsWith("Error", StringComparison.Ordinal));
        Assert.DoesNotContain("secrets", await NotReadyAsync(client));
    }

    [Fact]
    public async Task A_vault_that_asks_to_slow_down_is_asked_again()
    {
        vault.Add("first");
        vault.Throttled = 1;
        var app = Start();

        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(app.CreateClient(), "first"));
        Assert.DoesNotContain(app.LogLines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_blank_version_is_a_fault_and_not_a_secret()
    {
        vault.Add(" \n");
        var client = Start().CreateClient();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await SendAsync(client, " \n"));
    }

    [Fact]
    public async Task A_vault_that_the_configuration_names_while_the_gateway_runs_is_read_at_once()
    {
        vault.Add("first");
        var app = new GatewayApp { Fakes = vault.Replace };
        apps.Add(app);
        var client = app.CreateClient();
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(client, "first"));

        app.Settings.Change(
            ("Webhooks:Sources:0:Secrets:1:Name", "vaulted"),
            ("Webhooks:Sources:0:Secrets:1:KeyVault:Vault", FakeKeyVault.Vault),
            ("Webhooks:Sources:0:Secrets:1:KeyVault:Secret", "github"));

        await Eventually.TrueAsync(async () => await SendAsync(client, "first") == HttpStatusCode.Accepted, "the vault was read");
    }

    [Fact]
    public async Task Each_version_has_a_use_of_its_own()
    {
        var first = vault.Add("first");
        var second = vault.Add("second");
        var client = Start().CreateClient();
        await SendAsync(client, "second");

        var secrets = (await (await client.GetAsync("/api/secrets")).JsonAsync()).EnumerateArray().Where(secret => secret.GetProperty("source").GetString() == "hello").ToList();

        Assert.Equal([$"vaulted/{first.Id}", $"vaulted/{second.Id}"], secrets.Select(secret => secret.GetProperty("name").GetString()));
        Assert.Equal($"{FakeKeyVault.Vault}secrets/github/{first.Id}", secrets[0].GetProperty("from").GetString());
        Assert.Equal([0L, 1L], secrets.Select(secret => secret.GetProperty("uses").GetInt64()));
    }

    private GatewayApp Start(TimeProvider? time = null)
    {
        var app = new GatewayApp { Fakes = vault.Replace, Time = time ?? TimeProvider.System };
        apps.Add(app);
        app.Settings.Put("Webhooks:Secrets:RefreshInterval", "00:00:10");
        app.Settings.Put("Webhooks:Sources:0:Secrets:0:Value", null);
        app.Settings.Put("Webhooks:Sources:0:Secrets:0:Name", "vaulted");
        app.Settings.Put("Webhooks:Sources:0:Secrets:0:KeyVault:Vault", FakeKeyVault.Vault);
        app.Settings.Put("Webhooks:Sources:0:Secrets:0:KeyVault:Secret", "github");
        return app;
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient client, string secret) =>
        (await client.SendAsync(new Delivery { Secret = secret }.Signed())).StatusCode;

    private static async Task<IReadOnlyList<string?>> NotReadyAsync(HttpClient client) =>
        [.. (await (await client.GetAsync("/readyz")).JsonAsync()).GetProperty("notReady").EnumerateArray().Select(missing => missing.GetString())];
}
