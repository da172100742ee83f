namespace Webhooks.Gateway.Tests.Hosting;

/// <summary>Waits, with a bound, for something that another thread will bring about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        using var enough = new CancellationTokenSource(Bound);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await condition())
        {
            try
            {
                await ticks.WaitForNextTickAsync(enough.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"Not within {Bound.TotalSeconds} s: {what}");
            }
        }
    }

    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), what);
}
