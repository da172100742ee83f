namespace Temporalio.Exceptions;

/// <summary>Root of every exception this library raises on purpose.</summary>
public abstract class TemporalException : Exception
{
    protected TemporalException()
    {
    }

    protected TemporalException(string message)
        : base(message)
    {
    }

    protected TemporalException(string message, Exception? inner)
        : base(message, inner)
    {
    }

    /// <summary>Whether the exception means "cancelled": locally, or as the cause of a failed activity or child workflow.</summary>
    public static bool IsCanceledException(Exception e) => e switch
    {
        OperationCanceledException or CanceledFailureException => true,
        ActivityFailureException or ChildWorkflowFailureException => e.InnerException is CanceledFailureException,
        _ => false,
    };
}
