using Webhooks.Storage.Secrets;

namespace Webhooks.Cli.Tests;

public sealed class SecretsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cli-tests-").FullName;
    private readonly DateTimeOffset now = TimeProvider.System.GetUtcNow();

    private SecretStatus Old => new()
    {
        Source = "hello", Name = "autumn", From = "file /run/autumn", IsLive = true, Since = now.AddDays(-90), SeenAt = now, LastUsedAt = now.AddDays(-8), Uses = 12,
    };

    private SecretStatus New => Old with { Name = "winter", Since = now.AddDays(-30), LastUsedAt = now.AddHours(-1), Uses = 34 };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Status_lists_each_secret_with_its_last_use_and_whether_it_may_go()
    {
        Write(now, Old, New with { NotAfter = now.AddDays(1) });

        var run = await RunAsync("status");

        Assert.Equal(0, run.ExitCode);
        var lines = run.Output.Split('\n');
        Assert.Matches($@"^hello +autumn +{Old.LastUsedAt:u} +12 .* yes \(safe\) +file /run/autumn", lines[1]);
        Assert.Matches($@"^hello +winter +{New.LastUsedAt:u} +34 .* {now.AddDays(1):u} +no \(newest\)", lines[2]);
        Assert.DoesNotContain("does it run", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_says_when_the_gateway_has_stopped_writing()
    {
        Write(now.AddMinutes(-16), Old);

        Assert.Contains("does it run", (await RunAsync("status")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rotation_is_over_when_the_new_secret_is_used_and_the_old_one_is_not()
    {
        Write(now, Old, New, Old with { Source = "other", LastUsedAt = now });

        var run = await RunAsync("rotate-check", "hello");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("autumn: may be taken out", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("PASSED\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_not_while_the_old_one_is_used_or_the_new_one_is_not_or_there_is_no_new_one()
    {
        Write(now, Old with { LastUsedAt = now.AddDays(-6) }, New);
        Assert.Equal(1, (await RunAsync("rotate-check", "hello")).ExitCode);

        Write(now, Old, New with { LastUsedAt = null, Uses = 0 });
        Assert.Equal(1, (await RunAsync("rotate-check", "hello")).ExitCode);

        Write(now, Old);
        var alone = await RunAsync("rotate-check", "hello");
        Assert.Equal(1, alone.ExitCode);
        Assert.Contains("the only one", alone.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_old_secret_must_be_out_of_use()
    {
        Write(now, Old with { Name = "summer", LastUsedAt = now.AddHours(-2) }, Old, New);

        var run = await RunAsync("rotate-check", "hello");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("summer: stays: it is still used", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("rotate-check", "hello", "--quiet", "2")).ExitCode);
    }

    [Fact]
    public async Task What_is_not_known_passes_for_nothing()
    {
        Assert.Equal(2, (await RunAsync("rotate-check", "hello")).ExitCode);

        Write(now, Old, New);
        Assert.Equal(2, (await RunAsync("rotate-check", "nobody")).ExitCode);

        Write(now.AddMinutes(-16), Old, New);
        Assert.Contains("Does it run?", (await RunAsync("rotate-check", "hello")).Error, StringComparison.Ordinal);

        await File.WriteAllTextAsync(new SecretStatusFile(folder).Path, "{ torn");
        Assert.Equal(2, (await RunAsync("status")).ExitCode);
    }

    private void Write(DateTimeOffset at, params SecretStatus[] secrets) =>
        new SecretStatusFile(folder).Write(new SecretStatusReport { WrittenAt = at, QuietPeriod = TimeSpan.FromDays(7), Secrets = secrets });

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(["secrets", .. arguments, "--data", folder]);
}
