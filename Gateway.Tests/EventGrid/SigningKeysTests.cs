using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Gateway.EventGrid;

namespace Webhooks.Gateway.Tests.EventGrid;

public sealed class SigningKeysTests : IAsyncLifetime
{
    private readonly Clock clock = new();
    private EntraStub entra = null!; // Made in InitializeAsync.
    private SigningKeys keys = null!; // Made in InitializeAsync.
    private HttpClient http = null!; // Made in InitializeAsync.
    private EntraSettings settings = null!; // Made in InitializeAsync.

    public async Task InitializeAsync()
    {
        entra = await EntraStub.StartAsync();
        http = new HttpClient();
        keys = new SigningKeys(new OpenIdKeys(http), clock, NullLogger<SigningKeys>.Instance);
        settings = new EntraSettings
        {
            Issuer = EntraStub.Issuer, Audience = EntraStub.Audience, ApplicationId = "a", Role = "r", MetadataAddress = new Uri(entra.Metadata),
        };
    }

    public async Task DisposeAsync()
    {
        keys.Dispose();
        http.Dispose();
        await entra.DisposeAsync();
    }

    [Fact]
    public async Task Case_50_a_storm_of_unknown_keys_reads_the_keys_once_a_pause()
    {
        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => FindAsync($"unknown-{i}")));
        Assert.Equal(1, entra.Reads);

        clock.Advance(SigningKeys.Pause);
        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => FindAsync($"unknown-{i}")));
        Assert.Equal(2, entra.Reads);
        Assert.Equal("known", await FindAsync("first"));
    }

    [Fact]
    public async Task A_key_that_is_new_is_found_when_a_token_names_it()
    {
        await FindAsync("first");
        entra.Keys["second"] = RSA.Create(2048);

        Assert.Equal("unknown", await FindAsync("second"));
        clock.Advance(SigningKeys.Pause);
        Assert.Equal("known", await FindAsync("second"));
    }

    [Fact]
    public async Task Case_49_a_new_key_while_the_issuer_is_away_is_unavailable_and_the_old_one_still_counts()
    {
        await FindAsync("first");
        entra.Keys["second"] = RSA.Create(2048);
        entra.IsDown = true;
        clock.Advance(SigningKeys.Pause);

        Assert.Equal("unavailable", await FindAsync("second"));
        Assert.Equal("unavailable", await FindAsync("second"));
        Assert.Equal("known", await FindAsync("first"));
        Assert.Equal(2, entra.Reads);

        entra.IsDown = false;
        clock.Advance(SigningKeys.PauseAfterFailure);
        Assert.Equal("known", await FindAsync("second"));
    }

    [Fact]
    public async Task A_key_that_was_taken_back_counts_no_longer_once_the_keys_are_old()
    {
        entra.Keys["second"] = RSA.Create(2048);
        await FindAsync("first");
        entra.Keys.Remove("first", out var gone);
        gone?.Dispose();

        Assert.Equal("known", await FindAsync("first"));
        clock.Advance(SigningKeys.Fresh);
        Assert.Equal("unknown", await FindAsync("first"));
        Assert.Equal("known", await FindAsync("second"));
    }

    [Fact]
    public async Task Keys_that_cannot_be_read_again_are_used_for_days_and_not_for_ever()
    {
        await FindAsync("first");
        entra.IsDown = true;

        clock.Advance(SigningKeys.Fresh);
        Assert.Equal("known", await FindAsync("first"));
        clock.Advance(SigningKeys.Usable);
        Assert.Equal("unavailable", await FindAsync("first"));
    }

    private async Task<string> FindAsync(string keyId)
    {
        using var found = await keys.FindAsync(settings, keyId, CancellationToken.None);
        return !found.AreAvailable ? "unavailable" : found.Key is null ? "unknown" : "known";
    }

    private sealed class Clock : TimeProvider
    {
        private DateTimeOffset now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => now;

        public void Advance(TimeSpan by) => now += by;
    }
}
