using System.Text.RegularExpressions;

namespace Webhooks.Cli.Tests;

/// <summary>Against a gateway that runs.</summary>
public sealed partial class ReplayDeliveriesTests : IAsyncLifetime
{
    private RunningGateway gateway = null!; // Set before each test.

    public async Task InitializeAsync() => gateway = await RunningGateway.StartAsync();

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    [Fact]
    public async Task One_delivery_is_replayed_followed_and_in_the_audit()
    {
        var id = await SendAsync();
        var run = await gateway.RunAsync("deliveries", "replay", "--id", id, "--reason", "to see", "--follow");
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Contains("finished: 1 of 1 done, 1 replayed, 0 of them unverified", run.Output, StringComparison.Ordinal);
        Assert.Matches($"{id} +[0-9a-f]{{32}} +-", run.Output);

        var audit = await gateway.RunAsync("audit", "list");
        Assert.Equal(0, audit.ExitCode);
        Assert.Matches("operator +replay +finished +no +1 .*to see", audit.Output);
        Assert.Matches("operator +replay +started +no +1 .*to see", audit.Output);
        Assert.Matches("[0-9a-f]{32} .*operator +finished +1 +1 +1 +to see", (await gateway.RunAsync("replays", "list")).Output);
    }

    [Fact]
    public async Task Many_need_the_number_that_the_dry_run_says()
    {
        for (var i = 0; i < 3; i++)
        {
            await SendAsync();
        }

        var dry = await gateway.RunAsync("deliveries", "replay", "--event", "ping", "--outcome", "filtered", "--outcome-reason", "ping", "--state", "settled", "--provider", "github", "--source", "hello", "--dry-run");
        Assert.Equal(0, dry.ExitCode);
        Assert.Contains("3 deliveries. Nothing was replayed. To replay them, add --confirm 3.", dry.Output, StringComparison.Ordinal);
        Assert.Matches("ping +settled +filtered \\(ping\\) +yes +replayed", dry.Output);

        var unconfirmed = await gateway.RunAsync("deliveries", "replay", "--event", "ping", "--reason", "all");
        Assert.Equal(1, unconfirmed.ExitCode);
        Assert.Contains("3 deliveries are selected", unconfirmed.Output, StringComparison.Ordinal);

        var confirmed = await gateway.RunAsync("deliveries", "replay", "--event", "ping", "--reason", "all", "--confirm", "3", "--follow");
        Assert.True(confirmed.ExitCode == 0, confirmed.Output);
        Assert.Contains("3 replayed", confirmed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delivery_that_is_refused_makes_the_command_fail()
    {
        var id = await SendAsync();
        var first = await gateway.RunAsync("deliveries", "replay", "--id", id, "--reason", "once", "--follow");
        var repeated = ReplayedAs().Match(first.Output).Groups[1].Value;
        var second = await gateway.RunAsync("deliveries", "replay", "--id", repeated, "--reason", "twice", "--follow");
        Assert.Equal(1, second.ExitCode);
        Assert.Contains("isReplay", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_said()
    {
        Assert.Contains("No such delivery", (await gateway.RunAsync("deliveries", "replay", "--id", new string('0', 32), "--reason", "r")).Output, StringComparison.Ordinal);
        Assert.Contains("No such replay", (await gateway.RunAsync("replays", "show", "nothing")).Output, StringComparison.Ordinal);
        Assert.Equal(1, (await gateway.RunAsync("replays", "stop", "nothing")).ExitCode);
        Assert.Equal(1, (await gateway.RunAsync("deliveries", "replay", "--reason", "everything")).ExitCode);
    }

    [Fact]
    public async Task Without_the_right_token_or_gateway_it_cannot_run()
    {
        var wrong = await CommandRun.OfAsync("audit", "list", "--gateway", gateway.Address, "--token", "wrong");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("WEBHOOKS_TOKEN", wrong.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await CommandRun.OfAsync("audit", "list", "--gateway", "http://127.0.0.1:1", "--token", "any")).ExitCode);
    }

    private async Task<string> SendAsync()
    {
        var file = Path.Combine(gateway.Folder, "ping.json");
        var secret = Path.Combine(gateway.Folder, "secret");
        await File.WriteAllTextAsync(file, "{\"zen\":\"z\",\"hook_id\":1}");
        await File.WriteAllTextAsync(secret, RunningGateway.Secret);
        var run = await CommandRun.OfAsync("send", file, "--event", "ping", "--secret-file", secret, "--url", $"{gateway.Address}/webhooks/hello");
        Assert.True(run.ExitCode == 0, run.Output);
        return DeliveryId().Match(run.Output).Value;
    }

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex DeliveryId();

    [GeneratedRegex("\n[0-9a-f]{32} +([0-9a-f]{32})")]
    private static partial Regex ReplayedAs();
}
