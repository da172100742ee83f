using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Limits;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Limits;

public sealed class GitHubHooksTests : IAsyncLifetime
{
    private const string Hooks = "127.0.0.2";
    private MetaStub meta = null!; // Set before each test.
    private KestrelApp gateway = null!;

    public async Task InitializeAsync()
    {
        meta = await MetaStub.StartAsync();
        gateway = new KestrelApp().With("Webhooks:Sources:0:AllowedAddresses:0", "GitHub").With("Webhooks:GitHubMeta:Address", meta.Address);
    }

    public async Task DisposeAsync()
    {
        gateway.Dispose();
        await meta.DisposeAsync();
    }

    [Fact]
    public async Task Until_the_ranges_are_known_everybody_is_asked_to_come_again()
    {
        meta.Status = 500;

        var response = await SendAsync(Hooks);

        await response.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "address-list-unavailable");
        Assert.NotNull(response.Headers.RetryAfter);
        meta.Status = 200;
        await ReadAsync();
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(Hooks)).StatusCode);
        await (await SendAsync("127.0.0.3")).IsProblemAsync(HttpStatusCode.Forbidden, "address-refused");
    }

    [Fact]
    public async Task An_address_of_the_list_beside_GitHubs_delivers_without_the_ranges()
    {
        meta.Status = 500;
        gateway.With("Webhooks:Sources:0:AllowedAddresses:1", "127.0.0.4");

        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync("127.0.0.4")).StatusCode);
    }

    [Fact]
    public async Task A_changed_range_counts_and_an_unchanged_one_is_not_sent_again()
    {
        await KnownAsync();
        await ReadAsync();
        Assert.Equal([200, 304], meta.Answers);

        (meta.Tag, meta.Body) = ("\"two\"", """{"hooks":["127.0.0.3/32"]}""");
        await ReadAsync();

        await (await SendAsync(Hooks)).IsProblemAsync(HttpStatusCode.Forbidden, "address-refused");
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync("127.0.0.3")).StatusCode);
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(302, "")]
    [InlineData(200, "not json")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"hooks":[]}""")]
    [InlineData(200, """{"hooks":["127.0.0.3/32","0.0.0.0/0"]}""")]
    [InlineData(200, """{"hooks":["127.0.0.3/32","example.com"]}""")]
    public async Task A_failed_refresh_leaves_the_last_good_ranges_and_is_reported(int status, string body)
    {
        await KnownAsync();
        (meta.Tag, meta.Status, meta.Body) = ("\"two\"", status, body);

        await ReadAsync();

        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(Hooks)).StatusCode);
        await (await SendAsync("127.0.0.3")).IsProblemAsync(HttpStatusCode.Forbidden, "address-refused");
        Assert.Contains(gateway.App.LogLines, line => line.Contains("GitHub's addresses at", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_document_of_any_size_is_not_read_to_its_end()
    {
        await KnownAsync();
        (meta.Tag, meta.Body) = ("\"two\"", $$"""{"hooks":["127.0.0.3/32"],"web":"{{new string('x', GitHubMetaService.LargestDocument)}}"}""");

        await ReadAsync();

        await (await SendAsync("127.0.0.3")).IsProblemAsync(HttpStatusCode.Forbidden, "address-refused");
    }

    [Fact]
    public void More_networks_than_anybody_has_are_a_fault_at_the_other_end()
    {
        using var folder = new TemporaryFolder();
        var ranges = Ranges(folder, new SetTime());

        Assert.True(ranges.TryReplace([.. Enumerable.Range(0, 1000).Select(i => $"10.{i / 256}.{i % 256}.0/24")], null));
        Assert.False(ranges.TryReplace([.. Enumerable.Range(0, 1001).Select(i => $"10.{i / 256}.{i % 256}.0/24")], null));
    }

    [Fact]
    public void What_was_confirmed_counts_from_then_on_after_a_restart_too()
    {
        using var folder = new TemporaryFolder();
        var clock = new SetTime();
        var ranges = Ranges(folder, clock);
        Assert.True(ranges.TryReplace(["192.0.2.0/24"], "\"one\""));
        clock.Now += GitHubHookRanges.Fresh;
        ranges.Confirm();

        var restarted = Ranges(folder, clock);
        restarted.Load();

        Assert.Equal(TimeSpan.Zero, restarted.Age);
    }

    [Fact]
    public void Ranges_outlive_a_restart_and_when_they_are_old_they_let_in_but_shut_nobody_out()
    {
        using var folder = new TemporaryFolder();
        var clock = new SetTime();
        Assert.True(Ranges(folder, clock).TryReplace(["192.0.2.0/24"], "\"one\""));

        var restarted = Ranges(folder, clock);
        Assert.Equal(HookAddress.Unknown, restarted.Find(IPAddress.Parse("192.0.2.1")));
        restarted.Load();

        Assert.Equal(("\"one\"", HookAddress.GitHub), (restarted.Tag, restarted.Find(IPAddress.Parse("192.0.2.1"))));
        Assert.Equal(HookAddress.Foreign, restarted.Find(IPAddress.Parse("198.51.100.1")));
        clock.Now += GitHubHookRanges.Fresh + TimeSpan.FromTicks(1);
        Assert.Equal(HookAddress.GitHub, restarted.Find(IPAddress.Parse("192.0.2.1")));
        Assert.Equal(HookAddress.Unknown, restarted.Find(IPAddress.Parse("198.51.100.1")));
        restarted.Confirm();
        Assert.Equal(HookAddress.Foreign, restarted.Find(IPAddress.Parse("198.51.100.1")));
    }

    [Fact]
    public async Task The_ranges_are_read_at_each_interval_and_a_failure_is_tried_again_every_minute()
    {
        gateway.With("Webhooks:Sources:0:AllowedAddresses:0", "github").With("Webhooks:GitHubMeta:Interval", "01:00:00");
        await KnownAsync();
        meta.Answers.Clear();
        var clock = new ManualTime();
        using var http = new HttpClient();
        using var service = ActivatorUtilities.CreateInstance<GitHubMetaService>(gateway.App.Services, http, clock);
        await service.StartAsync(CancellationToken.None);
        await clock.WaitedForAsync();
        await AnswersAsync(1);

        // Those before the hour read nothing, or there were more answers when it is over.
        for (var minute = 1; minute < 60; minute++)
        {
            clock.Advance(GitHubMetaService.Tick);
        }

        clock.Advance(GitHubMetaService.Tick);
        await AnswersAsync(2);
        meta.Status = 500;
        clock.Advance(TimeSpan.FromHours(1));
        await AnswersAsync(3);
        clock.Advance(GitHubMetaService.Tick);
        await AnswersAsync(4);
        meta.Status = 200;
        clock.Advance(GitHubMetaService.Tick);
        await AnswersAsync(5);
        clock.Advance(GitHubMetaService.Tick);
        clock.Advance(TimeSpan.FromHours(1));
        await AnswersAsync(6);

        Assert.Equal([304, 304, 500, 500, 304, 304], meta.Answers);
        await service.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task While_no_source_wants_them_they_are_not_read()
    {
        gateway.With("Webhooks:Sources:0:AllowedAddresses:0", "127.0.0.2");
        gateway.Client();
        var clock = new ManualTime();
        using var http = new HttpClient();
        using var service = ActivatorUtilities.CreateInstance<GitHubMetaService>(gateway.App.Services, http, clock);
        await service.StartAsync(CancellationToken.None);
        await clock.WaitedForAsync();
        clock.Advance(GitHubMetaService.Tick);
        gateway.App.Settings.Change(("Webhooks:Sources:0:AllowedAddresses:0", "github"));
        clock.Advance(GitHubMetaService.Tick);
        await AnswersAsync(1);
        await service.StopAsync(CancellationToken.None);
    }

    private static GitHubHookRanges Ranges(TemporaryFolder folder, TimeProvider clock) =>
        new(Options.Create(new WebhooksOptions { DataDirectory = folder.Path }), clock, NullLogger<GitHubHookRanges>.Instance);

    /// <summary>So many by now, and no more.</summary>
    private async Task AnswersAsync(int count)
    {
        await Eventually.TrueAsync(() => meta.Answers.Count >= count, $"{count} answers");
        Assert.Equal(count, meta.Answers.Count);
    }

    private async Task KnownAsync()
    {
        gateway.Client();
        await Eventually.TrueAsync(() => gateway.App.Services.GetRequiredService<GitHubHookRanges>().Age is not null, "the ranges are read");
    }

    private Task ReadAsync() => gateway.App.Services.GetRequiredService<GitHubMetaService>().ReadAsync(CancellationToken.None);

    private Task<HttpResponseMessage> SendAsync(string from) => gateway.Client(from).SendAsync(new Delivery().Signed());

    private sealed class SetTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
