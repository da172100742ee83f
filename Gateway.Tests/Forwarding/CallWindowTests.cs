using Webhooks.Gateway.Forwarding;

namespace Webhooks.Gateway.Tests.Forwarding;

public sealed class CallWindowTests
{
    private readonly CallWindow window = new();

    [Theory]
    [InlineData(0.1, CallWindow.Least)]
    [InlineData(1, 16)]
    [InlineData(3, 48)]
    [InlineData(30, CallWindow.Most)]
    public void It_is_as_wide_as_the_time_of_a_call_asks_for(double milliseconds, int calls)
    {
        Assert.Equal(CallWindow.Least, window.Size);
        window.Note(TimeSpan.FromMilliseconds(milliseconds));

        Assert.Equal(calls, window.Size);
    }

    [Fact]
    public void Calls_that_waited_for_the_processor_do_not_widen_it()
    {
        for (var i = 0; i < 1000; i++)
        {
            window.Note(TimeSpan.FromMilliseconds(i % 10 == 0 ? 0.4 : 5));
        }

        Assert.InRange(window.Size, CallWindow.Least, 2 * CallWindow.Least);
    }

    [Fact]
    public void It_widens_when_Temporal_has_become_slower()
    {
        window.Note(TimeSpan.FromMilliseconds(0.1));
        for (var i = 0; i < 1000; i++)
        {
            window.Note(TimeSpan.FromMilliseconds(30));
        }

        Assert.Equal(CallWindow.Most, window.Size);
    }
}
