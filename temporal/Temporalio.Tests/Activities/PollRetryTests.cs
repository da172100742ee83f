using Temporalio.Exceptions;
using Temporalio.Tests.Client;
using Temporalio.Worker;
using static Temporalio.Exceptions.RpcException;

namespace Temporalio.Tests.Activities;

public class PollRetryTests
{
    private readonly ImpatientTime time = new();
    private readonly PollRetry retry;

    public PollRetryTests() => retry = new(time, () => 0.5);

    [Fact]
    public void Waits_double_up_to_ten_seconds_for_as_long_as_it_takes()
    {
        var waits = Enumerable.Range(0, 100).Select(_ => Wait(StatusCode.Unavailable)).ToList();

        Assert.Equal([0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10, 10], waits.Take(8));
        Assert.Equal(10, waits[^1]);
    }

    [Theory]
    [InlineData(StatusCode.Cancelled)]
    [InlineData(StatusCode.DeadlineExceeded)]
    public void A_poll_that_ends_without_an_answer_is_made_again(StatusCode code) => Assert.Equal(0.2, Wait(code));

    [Fact]
    public void A_server_over_its_limits_gets_a_longer_rest() => Assert.Equal([1, 2, 4], Enumerable.Range(0, 3).Select(_ => Wait(StatusCode.ResourceExhausted)));

    [Fact]
    public void A_refusal_is_tolerated_for_a_minute()
    {
        for (var each = 0; each < 6; each++)
        {
            Assert.Equal(10, Wait(StatusCode.NotFound));
            time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Null(Wait(StatusCode.NotFound));
    }

    [Fact]
    public void An_answer_ends_the_outage()
    {
        Wait(StatusCode.NotFound);
        time.Advance(TimeSpan.FromMinutes(2));

        retry.Succeeded();

        Assert.Equal(10, Wait(StatusCode.NotFound));
        retry.Succeeded();
        Assert.Equal(0.2, Wait(StatusCode.Unavailable));
    }

    private double? Wait(StatusCode code) => retry.Failed(new RpcException(code, "", null))?.TotalSeconds;
}
