using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

/// <summary>What a client must have said before a run is started for it.</summary>
internal static class StartChecks
{
    public static void Check(EngineOptions options, StartWorkflowExecutionRequest request)
    {
        Name(options, request.WorkflowId, "WorkflowId");
        Name(options, request.WorkflowType?.Name, "WorkflowType");
        Name(options, request.TaskQueue?.Name, "TaskQueue");
        Length(options, request.RequestId, "RequestId");
        TimeMath.Check(request.WorkflowExecutionTimeout, "WorkflowExecutionTimeout");
        TimeMath.Check(request.WorkflowRunTimeout, "WorkflowRunTimeout");
        TimeMath.Check(request.WorkflowTaskTimeout, "WorkflowTaskTimeout");
        TimeMath.Check(request.WorkflowStartDelay, "WorkflowStartDelay");
        Blob(options, request.Input, "Input");
        Blob(options, request.Memo, "Memo");
        if (RetryPolicies.Fault(request.RetryPolicy) is { } fault)
        {
            throw Errors.InvalidArgument(fault);
        }

        if (request.CronSchedule.Length > 0)
        {
            throw Errors.InvalidArgument("CronSchedule is not supported by this server.");
        }

        if (request.CompletionCallbacks.Count > 0)
        {
            throw Errors.InvalidArgument("CompletionCallbacks are not supported by this server.");
        }

        Policies(request.WorkflowIdReusePolicy, request.WorkflowIdConflictPolicy);
    }

    public static void Name(EngineOptions options, string? value, string name)
    {
        if (string.IsNullOrEmpty(value))
        {
            throw Errors.InvalidArgument($"{name} is not set on request.");
        }

        Length(options, value, name);
    }

    public static void Length(EngineOptions options, string value, string name)
    {
        if (value.Length > options.MaximumIdLength)
        {
            throw Errors.InvalidArgument($"{name} exceeds length limit.");
        }
    }

    public static void Blob(EngineOptions options, IMessage? value, string name)
    {
        if (value is not null && value.CalculateSize() > options.MaximumBlobBytes)
        {
            throw Errors.InvalidArgument($"{name} exceeds size limit.");
        }
    }

    private static void Policies(WorkflowIdReusePolicy reuse, WorkflowIdConflictPolicy conflict)
    {
        if (StartPolicy.IsTerminateIfRunning(reuse) && conflict != WorkflowIdConflictPolicy.Unspecified)
        {
            throw Errors.InvalidArgument("Invalid WorkflowIDReusePolicy: TerminateIfRunning cannot be used together with a WorkflowIDConflictPolicy.");
        }

        if (reuse == WorkflowIdReusePolicy.RejectDuplicate && conflict == WorkflowIdConflictPolicy.TerminateExisting)
        {
            throw Errors.InvalidArgument("Invalid WorkflowIDReusePolicy: RejectDuplicate cannot be used together with TerminateExisting.");
        }
    }
}
