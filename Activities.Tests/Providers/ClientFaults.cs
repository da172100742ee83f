using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;
using Temporalio.Exceptions;
using Webhooks.Activities.Tests.Hosting;

namespace Webhooks.Activities.Tests.Providers;

/// <summary>What every client does when its system misbehaves. Derived once for each client, which gives the fake and one representative call.</summary>
public abstract class ClientFaults : IAsyncLifetime
{
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Break = TimeSpan.FromMinutes(5);

    private readonly ConcurrentQueue<string> shown = new();
    private FakeServer server = null!; // The runner calls InitializeAsync first.
    private IDisposable client = null!; // With the server.
    private int faults;

    protected TestClock Clock { get; } = new();

    /// <summary>Whether the representative call is one that may be repeated.</summary>
    protected virtual bool IsSafe => true;

    /// <summary>Whether a 401 can be answered with other credentials. The fake gives another token each time it is asked for one.</summary>
    protected virtual bool CanRefresh => false;

    /// <summary>Whether the answer to the representative call is JSON that the client reads.</summary>
    protected virtual bool ReadsJson => true;

    /// <summary>The client's limit for a call.</summary>
    protected virtual TimeSpan Attempt => TimeSpan.FromSeconds(15);

    /// <summary>Requests of the representative call that were made until now.</summary>
    private int Calls => shown.Count;

    public async Task InitializeAsync()
    {
        (server, client) = await StartAsync();
        server.Interrupt = _ => Task.FromResult(false);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_short_wait_that_is_asked_for_is_waited()
    {
        Fault(1, Status(429, ("Retry-After", "2")));
        var call = CallAsync(CancellationToken.None);
        if (!IsSafe)
        {
            Assert.Equal((ErrorTypes.RateLimited, TimeSpan.FromSeconds(2)), await FailureAsync(call));
            return;
        }

        await Clock.AwaitedAsync(TimeSpan.FromSeconds(2));
        Assert.Equal((1, false), (Calls, call.IsCompleted));
        Clock.Advance(TimeSpan.FromSeconds(2));
        await call;

        Assert.Equal(2, Calls);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("86400", 7200)]
    [InlineData("Fri, 20 Nov 2026 09:02:00 GMT", 120)]
    [InlineData("0", 1)]
    [InlineData(null, 60)]
    public async Task Too_many_requests_end_the_attempt_with_the_time_to_wait(string? after, int seconds)
    {
        Fault(int.MaxValue, after is null ? Status(429) : Status(429, ("Retry-After", after)));

        Assert.Equal((ErrorTypes.RateLimited, TimeSpan.FromSeconds(seconds)), await FailureAsync());
        Assert.Equal(IsSafe && seconds == 1 ? 3 : 1, Calls);
    }

    [Fact]
    public async Task A_long_wait_until_it_is_well_again_is_told_and_not_waited()
    {
        Fault(int.MaxValue, Status(503, ("Retry-After", "300")));

        Assert.Equal((ErrorTypes.Unavailable, TimeSpan.FromMinutes(5)), await FailureAsync());
        Assert.Equal(1, Calls);
    }

    [Fact]
    public async Task Credentials_that_ended_are_replaced_once_within_the_call()
    {
        Fault(1, Status(401));
        if (!CanRefresh)
        {
            Assert.Equal(ErrorTypes.Authentication, (await FailureAsync()).Type);
            Assert.Equal(1, Calls);
            return;
        }

        await PassAsync();

        Assert.Equal(2, Calls);
        Assert.Equal(2, shown.Distinct().Count());
    }

    [Fact]
    public async Task Credentials_that_do_not_count_are_never_tried_again()
    {
        Fault(int.MaxValue, Status(401));

        var failure = await ThrownAsync(CallAsync(CancellationToken.None));

        Assert.Equal((ErrorTypes.Authentication, true), (failure.ErrorType, failure.NonRetryable));
        Assert.Equal(CanRefresh ? 2 : 1, Calls);
    }

    [Fact]
    public async Task What_is_forbidden_is_never_tried_again()
    {
        Fault(int.MaxValue, Status(403));

        var failure = await ThrownAsync(CallAsync(CancellationToken.None));

        Assert.Equal((ErrorTypes.Authentication, true, 1), (failure.ErrorType, failure.NonRetryable, Calls));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(408)]
    public async Task A_hiccup_is_passed_over_within_the_attempt(int status)
    {
        Fault(2, Status(status));
        if (!IsSafe)
        {
            Assert.Equal(ErrorTypes.Unavailable, (await FailureAsync()).Type);
            Assert.Equal(1, Calls);
            return;
        }

        await PassAsync();

        Assert.Equal(3, Calls);
    }

    [Fact]
    public async Task After_five_failures_in_a_row_it_is_left_alone_for_five_minutes_and_then_asked_once()
    {
        await PassAsync();
        Fault(int.MaxValue, Status(500));
        for (var i = 0; i < 10 && faults < 5; i++)
        {
            Assert.Equal(ErrorTypes.Unavailable, (await FailureAsync()).Type);
        }

        var (type, rest) = await FailureAsync();
        Assert.Equal((ErrorTypes.Unavailable, 5), (type, faults));
        Assert.InRange(rest!.Value, Break - ShortWait, Break); // An open circuit says when it will be tried.

        Clock.Advance(rest.Value);
        await FailureAsync();
        Assert.Equal(6, faults);
        await FailureAsync();
        Assert.Equal(6, faults);

        Clock.Advance(Break);
        var before = Calls;
        Fault(0, Status(500));
        await PassAsync();
        await PassAsync();
        Assert.Equal(before + 2, Calls);
    }

    [Fact]
    public async Task Failures_with_a_success_between_them_are_not_in_a_row()
    {
        for (var i = 0; i < 4; i++)
        {
            Fault(IsSafe ? 2 : 1, Status(500));
            if (IsSafe)
            {
                await PassAsync();
            }
            else
            {
                Assert.Equal(ErrorTypes.Unavailable, (await FailureAsync()).Type);
                await PassAsync();
            }
        }

        Assert.Equal(IsSafe ? 12 : 8, Calls);
    }

    [Fact]
    public async Task A_body_that_does_not_come_ends_with_the_attempt_and_is_a_failure_like_others()
    {
        using var begun = new SemaphoreSlim(0);
        Fault(5, async context =>
        {
            await BeginAsync(context, "{\"");
            begun.Release();
            await context.RequestAborted.AsTask();
        });

        for (var i = 1; i <= 5; i++)
        {
            var call = CallAsync(CancellationToken.None);
            Assert.True(await begun.WaitAsync(TimeSpan.FromSeconds(60)));
            Assert.False(call.IsCompleted);
            Clock.Advance(Attempt);
            Assert.Equal((ErrorTypes.Unavailable, i), ((await FailureAsync(call)).Type, Calls));
        }

        await FailureAsync();
        Assert.Equal(5, Calls);
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_is_let_go_at_once()
    {
        using var given = new CancellationTokenSource();
        Fault(int.MaxValue, async context =>
        {
            await given.CancelAsync();
            await context.RequestAborted.AsTask();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CallAsync(given.Token));
        Assert.Equal(1, Calls);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("<html>Sign in</html>")]
    [InlineData("{\"secret-of-the-body\":")]
    [InlineData("[1")]
    public async Task What_is_not_the_JSON_it_should_be_is_not_taken_for_it(string body)
    {
        if (!ReadsJson)
        {
            return;
        }

        Fault(int.MaxValue, async context => await context.Response.WriteAsync(body, CancellationToken.None));

        var failure = await ThrownAsync(CallAsync(CancellationToken.None));

        Assert.Equal(ErrorTypes.ProviderAnswer, failure.ErrorType);
        Assert.DoesNotContain("secret-of-the-body", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_that_is_cut_off_is_none(bool lengthIsTold)
    {
        Fault(int.MaxValue, async context =>
        {
            context.Response.ContentLength = lengthIsTold ? 1000 : null;
            await BeginAsync(context, "{\"id\":");
            context.Abort();
        });

        Assert.Equal((ErrorTypes.Unavailable, IsSafe ? 3 : 1), ((await FailureAsync()).Type, Calls));
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_to_it()
    {
        Fault(int.MaxValue, async context =>
        {
            var line = Encoding.UTF8.GetBytes(new string(' ', 1024 * 1024));
            for (var i = 0; i < 200 && !context.RequestAborted.IsCancellationRequested; i++)
            {
                await context.Response.Body.WriteAsync(line, CancellationToken.None);
            }
        });

        Assert.Equal((ErrorTypes.ProviderAnswer, 1), ((await FailureAsync()).Type, Calls));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    public async Task Nobody_is_led_elsewhere(int status)
    {
        Fault(int.MaxValue, Status(status, ("Location", "/elsewhere")));

        Assert.Equal(ErrorTypes.ProviderAnswer, (await FailureAsync()).Type);
        Assert.DoesNotContain(server.Asked, each => each.Contains("elsewhere", StringComparison.Ordinal));
    }

    /// <summary>Starts the fake, and makes the client with the test's clock.</summary>
    protected abstract Task<(FakeServer Server, IDisposable Client)> StartAsync();

    /// <summary>The representative call: one request, which the fake answers well unless the test interferes.</summary>
    protected abstract Task CallAsync(CancellationToken cancellationToken);

    /// <summary>False for what is asked beside the representative call, such as tokens.</summary>
    protected virtual bool IsCall(HttpRequest request) => true;

    private static Func<HttpContext, Task> Status(int status, params (string Name, string Value)[] headers) => context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        return Task.CompletedTask;
    };

    private static async Task BeginAsync(HttpContext context, string text)
    {
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(text, CancellationToken.None);
        await context.Response.Body.FlushAsync(CancellationToken.None);
    }

    /// <summary>The next so many calls meet this, and none after them.</summary>
    private void Fault(int times, Func<HttpContext, Task> fault)
    {
        var left = times;
        server.Interrupt = async context =>
        {
            if (!IsCall(context.Request))
            {
                return false;
            }

            shown.Enqueue(context.Request.Headers.Authorization.ToString());
            if (Interlocked.Decrement(ref left) < 0)
            {
                return false;
            }

            Interlocked.Increment(ref faults);
            await fault(context);
            return true;
        };
    }

    /// <summary>The call comes to a good end; waits within it pass.</summary>
    private async Task PassAsync()
    {
        var call = CallAsync(CancellationToken.None);
        await Clock.PassAsync(call, ShortWait);
        await call;
    }

    private async Task<(string? Type, TimeSpan? Wait)> FailureAsync(Task? call = null)
    {
        var failure = await ThrownAsync(call ?? CallAsync(CancellationToken.None));
        return (failure.ErrorType, failure.NextRetryDelay);
    }

    private async Task<ApplicationFailureException> ThrownAsync(Task call)
    {
        await Clock.PassAsync(call, ShortWait);
        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(() => call);
        Assert.All(shown.Where(each => each.Length > 0), each => Assert.DoesNotContain(each.Split(' ')[^1], failure.ToString(), StringComparison.Ordinal));
        return failure;
    }
}
