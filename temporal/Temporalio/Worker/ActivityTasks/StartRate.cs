namespace Temporalio.Worker;

/// <summary>Spaces starts evenly so that no more than so many happen a second.</summary>
internal sealed class StartRate(double? perSecond, TimeProvider time)
{
    private readonly Lock gate = new();
    private DateTimeOffset next = DateTimeOffset.MinValue;

    internal Task WaitAsync(CancellationToken cancellationToken)
    {
        if (perSecond is not { } rate)
        {
            return Task.CompletedTask;
        }

        var now = time.GetUtcNow();
        TimeSpan wait;
        lock (gate)
        {
            var turn = next > now ? next : now;
            wait = turn - now;
            next = turn + TimeSpan.FromSeconds(1 / rate);
        }

        return wait > TimeSpan.Zero ? Task.Delay(wait, time, cancellationToken) : Task.CompletedTask;
    }
}
