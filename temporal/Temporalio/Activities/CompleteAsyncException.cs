using Temporalio.Exceptions;

namespace Temporalio.Activities;

/// <summary>Thrown by an activity that will be completed later by someone else through its handle.</summary>
public class CompleteAsyncException : TemporalException
{
    public CompleteAsyncException()
        : base("Activity completes asynchronously")
    {
    }
}
