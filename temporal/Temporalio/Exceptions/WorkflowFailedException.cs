namespace Temporalio.Exceptions;

/// <summary>The workflow whose result was asked for did not complete; the inner exception says how it ended.</summary>
public class WorkflowFailedException(Exception? inner) : TemporalException("Workflow failed", inner);
