namespace Temporalio.Exceptions;

/// <summary>A heartbeat of an activity completed from outside learned that the activity should stop.</summary>
public class AsyncActivityCanceledException : TemporalException
{
    public AsyncActivityCanceledException()
        : base("Activity cancelled")
    {
    }
}
