using System.Reflection;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Machines;
using Temporalio.Workflows;

namespace Temporalio.Worker.Instances;

/// <summary>How the run method's or a handler's end becomes the run's.</summary>
internal sealed partial class WorkflowInstance
{
    /// <summary>Sorts an exception: it ends the run, or it fails the workflow task and the run waits for better code.</summary>
    public void Fail(Exception exception)
    {
        try
        {
            var isCancellation = TemporalException.IsCanceledException(exception) && cancellation.IsCancellationRequested;
            if (exception is ContinueAsNewException next)
            {
                End(ContinueAsNew.CommandOf(next, this));
            }
            else if (isCancellation)
            {
                End(new()
                {
                    CommandType = CommandType.CancelWorkflowExecution,
                    CancelWorkflowExecutionCommandAttributes = new(),
                });
            }
            else if (FailsWorkflow(exception))
            {
                End(new()
                {
                    CommandType = CommandType.FailWorkflowExecution,
                    FailWorkflowExecutionCommandAttributes = new() { Failure = FailureConverter.ToFailure(exception, PayloadConverter) },
                });
            }
            else
            {
                FailActivation(exception);
            }
        }
        catch (Exception conversion)
        {
            FailActivation(new InvalidOperationException($"Failed converting {exception.GetType().Name} to a failure: {exception.Message}", conversion));
        }
    }

    public bool FailsWorkflow(Exception exception) =>
        exception is FailureException or OperationCanceledException
        || settings.FailureTypes.Concat(definition.FailureExceptionTypes ?? []).Any(type => type.IsInstanceOfType(exception));

    private async Task RunMainAsync()
    {
        try
        {
            var workflow = Instance;
            var run = definition.RunMethod.Invoke(workflow, BindingFlags.DoNotWrapExceptions, null, arguments, null);
            var result = await HandlerResult.OfAsync(definition.RunMethod, run);
            End(new()
            {
                CommandType = CommandType.CompleteWorkflowExecution,
                CompleteWorkflowExecutionCommandAttributes = new()
                {
                    Result = new Payloads { Payloads_ = { PayloadConverter.ToPayload(result) } },
                },
            });
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    private void End(Command command)
    {
        Handlers.WarnOfUnfinished();
        Ask(new WorkflowCommand.End(command));
    }
}
