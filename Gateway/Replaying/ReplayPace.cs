namespace Webhooks.Gateway.Replaying;

/// <summary>One after another, at even distances: not more a second than was asked for, also after a pause.</summary>
internal sealed class ReplayPace(int perSecond, TimeProvider time)
{
    private readonly TimeSpan distance = TimeSpan.FromSeconds(1) / perSecond;
    private DateTimeOffset due = DateTimeOffset.MinValue;

    /// <summary>Ends when the next one may go.</summary>
    public async Task NextAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        while (now < due)
        {
            await Task.Delay(due - now, time, cancellationToken);
            now = time.GetUtcNow();
        }

        due = now + distance;
    }
}
