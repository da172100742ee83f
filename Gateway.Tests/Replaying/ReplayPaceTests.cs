using Webhooks.Gateway.Replaying;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Replaying;

public sealed class ReplayPaceTests
{
    private readonly ManualTime time = new();

    [Fact]
    public async Task A_second_has_as_many_as_were_asked_for_and_no_more()
    {
        var pace = new ReplayPace(50, time);
        var gone = 0;
        await pace.NextAsync(CancellationToken.None);
        var running = Task.Run(async () =>
        {
            for (; gone < 50; gone++)
            {
                await pace.NextAsync(CancellationToken.None);
            }
        });
        for (var waited = TimeSpan.Zero; waited < TimeSpan.FromSeconds(1); waited += TimeSpan.FromMilliseconds(20))
        {
            await time.WaitedForAsync();
            Assert.Equal(waited.TotalMilliseconds / 20, gone);
            time.Advance(TimeSpan.FromMilliseconds(20));
        }

        await running;
    }

    [Fact]
    public async Task A_pause_is_not_made_up_for()
    {
        var pace = new ReplayPace(1, time);
        await pace.NextAsync(CancellationToken.None);
        time.Advance(TimeSpan.FromHours(1));
        await pace.NextAsync(CancellationToken.None);
        Assert.False(pace.NextAsync(CancellationToken.None).IsCompleted);
    }
}
