using Google.Protobuf.WellKnownTypes;
using Temporal.Server.Engine;
using Temporalio.Api.Common.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Engine;

/// <summary>What a client asks of the server, in few words.</summary>
internal static class Client
{
    public static StartWorkflowExecutionRequest StartRequest(string workflowId = "wf", string requestId = "") => new()
    {
        Namespace = World.Namespace,
        WorkflowId = workflowId,
        WorkflowType = new WorkflowType { Name = "Flow" },
        TaskQueue = new TaskQueue { Name = World.Queue },
        RequestId = requestId,
        Identity = "client",
    };

    public static RunKey Start(this World world, string workflowId = "wf", Action<StartWorkflowExecutionRequest>? with = null)
    {
        var request = StartRequest(workflowId);
        with?.Invoke(request);
        return KeyOf(workflowId, world.Start(request).RunId);
    }

    public static StartWorkflowExecutionResponse Start(this World world, StartWorkflowExecutionRequest request) =>
        world.Do(tx => StartWorkflow.Execute(tx, request));

    public static SignalWithStartWorkflowExecutionResponse SignalWithStart(
        this World world, string workflowId = "wf", string requestId = "", Action<SignalWithStartWorkflowExecutionRequest>? with = null)
    {
        var request = new SignalWithStartWorkflowExecutionRequest
        {
            Namespace = World.Namespace,
            WorkflowId = workflowId,
            WorkflowType = new WorkflowType { Name = "Flow" },
            TaskQueue = new TaskQueue { Name = World.Queue },
            RequestId = requestId,
            SignalName = "deliver",
            Identity = "client",
        };
        with?.Invoke(request);
        return world.Do(tx => Temporal.Server.Engine.SignalWithStart.Execute(tx, request));
    }

    public static void Signal(this World world, RunKey run, string name = "signal", string requestId = "") =>
        world.Do(tx => SignalWorkflow.Execute(tx, new SignalWorkflowExecutionRequest
        {
            Namespace = run.Namespace,
            WorkflowExecution = new WorkflowExecution { WorkflowId = run.WorkflowId, RunId = run.RunId },
            SignalName = name,
            RequestId = requestId,
        }));

    public static void RequestCancel(this World world, RunKey run) =>
        world.Do(tx => RequestCancelWorkflow.Execute(tx, new RequestCancelWorkflowExecutionRequest
        {
            Namespace = run.Namespace,
            WorkflowExecution = new WorkflowExecution { WorkflowId = run.WorkflowId, RunId = run.RunId },
            Reason = "stop",
        }));

    public static void Terminate(this World world, RunKey run) =>
        world.Do(tx => TerminateWorkflow.Execute(tx, new TerminateWorkflowExecutionRequest
        {
            Namespace = run.Namespace,
            WorkflowExecution = new WorkflowExecution { WorkflowId = run.WorkflowId, RunId = run.RunId },
            Reason = "enough",
        }));

    public static void Delete(this World world, RunKey run) =>
        world.Do(tx => DeleteWorkflow.Execute(tx, new DeleteWorkflowExecutionRequest
        {
            Namespace = run.Namespace,
            WorkflowExecution = new WorkflowExecution { WorkflowId = run.WorkflowId, RunId = run.RunId },
        }));

    public static Duration Seconds(double seconds) => TimeSpan.FromSeconds(seconds).ToDuration();

    public static RunKey KeyOf(string workflowId, string runId) => new(World.Namespace, workflowId, runId);
}
