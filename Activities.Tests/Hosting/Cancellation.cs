namespace Webhooks.Activities.Tests.Hosting;

internal static class Cancellation
{
    /// <summary>Ends when the token is cancelled.</summary>
    public static Task AsTask(this CancellationToken token)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        token.Register(cancelled.SetResult);
        return cancelled.Task;
    }
}
