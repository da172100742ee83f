using System.Text;
using Microsoft.AspNetCore.Http;
using Webhooks.Activities;

namespace Webhooks.Reconciling.Tests.GitHub;

public sealed class TroubleTests
{
    [Fact]
    public async Task After_an_outage_of_hours_everything_that_was_lost_is_found()
    {
        await using var world = await GitHubWorld.StartAsync();
        await world.Reconciler.RunAsync();
        world.GitHub.Interrupt = Status(503);
        List<string> lost = [];
        for (var hour = 0; hour < 5; hour++)
        {
            lost.Add(await world.GitHub.DeliverAsync(isLost: true));
            Assert.Equal(ErrorTypes.Unavailable, (await world.Reconciler.RunAsync(TimeSpan.FromHours(1))).Failure);
        }

        world.GitHub.Interrupt = _ => Task.FromResult(false);
        var after = await world.Reconciler.RunAsync();

        Assert.Null(after.Failure);
        Assert.Equal(lost, world.GitHub.Redelivered);
        Assert.Empty(after.Lost);
        Assert.Equal(5, world.Reconciler.LogLines.Count(line => line.StartsWith("Warning Reconciling hello ended early", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task When_nobody_looked_for_longer_than_the_log_is_kept_that_is_an_alarm()
    {
        await using var world = await GitHubWorld.StartAsync();
        var before = await world.Reconciler.RunAsync();

        var after = await world.Reconciler.RunAsync(TimeSpan.FromDays(4));
        var next = await world.Reconciler.RunAsync();

        var gap = Assert.Single(after.Lost);
        Assert.Equal(("log-expired", before.ReconciledTo), (gap.Reason, gap.At));
        Assert.Equal(0, next.Counts.Lost);
    }

    [Theory]
    [InlineData(429, "Retry-After", "120")]
    [InlineData(403, "Retry-After", "120")]
    [InlineData(503, "Retry-After", "120")]
    [InlineData(403, "x-ratelimit-remaining", "0")]
    public async Task Waits_as_long_as_GitHub_asks(int status, string header, string value)
    {
        await using var world = await GitHubWorld.StartAsync();
        var lost = await world.GitHub.DeliverAsync(isLost: true);
        var left = 1;
        world.GitHub.Interrupt = async context =>
        {
            if (left-- <= 0)
            {
                return false;
            }

            context.Response.StatusCode = status;
            context.Response.Headers[header] = value;
            context.Response.Headers["x-ratelimit-reset"] = (await world.Reconciler.NowAsync()).AddSeconds(121).ToUnixTimeSeconds().ToString();
            return true;
        };

        var run = await world.Reconciler.NextAsync();
        var started = (await run.DescribeAsync()).StartTime;
        await run.GetResultAsync();

        var lasted = (await run.DescribeAsync()).CloseTime!.Value - started; // It has its result.
        Assert.InRange(lasted, TimeSpan.FromSeconds(115), TimeSpan.FromSeconds(150));
        Assert.True(await world.HasAsync(lost));
    }

    [Theory]
    [InlineData(401, ErrorTypes.Authentication)]
    [InlineData(403, ErrorTypes.Authentication)]
    [InlineData(404, ErrorTypes.Configuration)]
    public async Task Credentials_that_do_not_count_and_hooks_that_are_not_there_are_alarms_and_never_tried_again(int status, string failure)
    {
        await using var world = await GitHubWorld.StartAsync();
        world.GitHub.Interrupt = Status(status);

        var run = await world.Reconciler.RunAsync();

        Assert.Equal(failure, run.Failure);
        Assert.Single(world.GitHub.Asked);
        Assert.Contains(world.Reconciler.LogLines, line => line.StartsWith("Error Reconciling hello ended early with " + failure, StringComparison.Ordinal));
        Assert.DoesNotContain(world.Reconciler.LogLines, line => line.Contains(FakeGitHub.Token, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("[null]")]
    [InlineData("""[{"id":1,"delivered_at":"2026-01-01T00:00:00Z","event":"push"}]""")]
    [InlineData("""[{"id":1,"guid":null,"delivered_at":"2026-01-01T00:00:00Z","event":"push"}]""")]
    public async Task An_answer_that_is_no_log_ends_the_run_and_the_next_one_goes_on(string body)
    {
        await using var world = await GitHubWorld.StartAsync();
        var lost = await world.GitHub.DeliverAsync(isLost: true);
        world.GitHub.Interrupt = async context =>
        {
            await context.Response.WriteAsync(body);
            return true;
        };

        var first = await world.Reconciler.RunAsync();
        world.GitHub.Interrupt = _ => Task.FromResult(false);
        await world.Reconciler.RunAsync();

        Assert.Equal(ErrorTypes.ProviderAnswer, first.Failure);
        Assert.Null(first.ReconciledTo);
        Assert.True(await world.HasAsync(lost));
    }

    [Fact]
    public async Task An_answer_that_is_cut_off_is_asked_for_again()
    {
        await using var world = await GitHubWorld.StartAsync();
        var lost = await world.GitHub.DeliverAsync(isLost: true);
        var left = 2;
        world.GitHub.Interrupt = async context =>
        {
            if (left-- <= 0)
            {
                return false;
            }

            context.Response.ContentLength = 1000;
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("[{\"id\":"));
            await context.Response.Body.FlushAsync();
            context.Abort();
            return true;
        };

        var run = await world.Reconciler.RunAsync();

        Assert.Null(run.Failure);
        Assert.True(await world.HasAsync(lost));
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_to_it()
    {
        await using var world = await GitHubWorld.StartAsync();
        world.GitHub.Interrupt = async context =>
        {
            var line = Encoding.UTF8.GetBytes(new string(' ', 64 * 1024));
            for (var i = 0; i < 200 && !context.RequestAborted.IsCancellationRequested; i++)
            {
                await context.Response.Body.WriteAsync(line);
            }

            return true;
        };

        Assert.Equal(ErrorTypes.ProviderAnswer, (await world.Reconciler.RunAsync()).Failure);
    }

    [Fact]
    public async Task A_redirection_is_not_followed()
    {
        await using var world = await GitHubWorld.StartAsync();
        world.GitHub.Interrupt = context =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.FromResult(true);
        };

        Assert.Equal(ErrorTypes.ProviderAnswer, (await world.Reconciler.RunAsync()).Failure);
        Assert.DoesNotContain(world.GitHub.Asked, each => each.Contains("elsewhere", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_in_the_middle_of_asking_loses_nothing()
    {
        await using var world = await GitHubWorld.StartAsync();
        var first = await world.GitHub.DeliverAsync(isLost: true, age: TimeSpan.FromHours(3));
        var second = await world.GitHub.DeliverAsync(isLost: true, age: TimeSpan.FromHours(2));
        world.GitHub.Interrupt = async context =>
            context.Request.Method == "POST" && await world.HasAsync(first) && await Status(StatusCodes.Status401Unauthorized)(context);

        var failed = await world.Reconciler.RunAsync();
        world.GitHub.Interrupt = _ => Task.FromResult(false);
        await world.Reconciler.RunAsync();

        Assert.Equal((ErrorTypes.Authentication, 1), (failed.Failure, failed.Counts.Requested));
        Assert.Equal([first, second], world.GitHub.Redelivered);
    }

    [Fact]
    public async Task A_worker_that_is_replaced_in_the_middle_of_a_run_loses_nothing()
    {
        await using var world = await GitHubWorld.StartAsync();
        var lost = await world.GitHub.DeliverAsync(isLost: true);
        using var reached = new SemaphoreSlim(0);
        using var stopped = new SemaphoreSlim(0);
        world.GitHub.Interrupt = async context =>
        {
            if (context.Request.Method == "POST" && reached.CurrentCount == 0 && stopped.CurrentCount == 0)
            {
                reached.Release();
                await stopped.WaitAsync(TimeSpan.FromSeconds(30));
                stopped.Release();
                context.Abort();
                return true;
            }

            return false;
        };

        var run = await world.Reconciler.NextAsync();
        Assert.True(await reached.WaitAsync(TimeSpan.FromSeconds(30)));
        var stopping = world.Reconciler.StopWorkerAsync();
        stopped.Release();
        await stopping;
        await world.Reconciler.StartWorkerAsync();
        await run.GetResultAsync();

        Assert.True(await world.HasAsync(lost));
        Assert.Equal([lost], world.GitHub.Redelivered);
    }

    private static Func<HttpContext, Task<bool>> Status(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.FromResult(true);
    };
}
