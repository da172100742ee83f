using Temporalio.Worker.Machines;

namespace Temporalio.Worker.Instances;

/// <summary>What workflow code awaits of an activity or a child.</summary>
internal sealed class PendingResult
{
    private readonly TaskCompletionSource<Resolution> done = new();

    public Task<Resolution> Task => done.Task;

    public CancellationTokenRegistration Cancellation { get; set; }

    public void Resolve(Resolution resolution)
    {
        Cancellation.Dispose();
        done.TrySetResult(resolution);
    }
}
