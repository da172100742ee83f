using Temporalio.Exceptions;
using Temporalio.Workflows;
using Webhooks.Activities.Documents;
using Webhooks.Contracts;
using Webhooks.Contracts.Interventions;

namespace Webhooks.Workflows.Patterns;

/// <summary>
/// A file that the document store did not take. It is in the local backup; this waits until a person says <c>retry</c>, and it is uploaded,
/// or <c>abandon</c>, and it stays where it is. One workflow a file: a newer version replaces the one that waits.
/// </summary>
[Workflow(WorkflowNames.ManualUpload)]
public sealed class ManualUploadWorkflow
{
    private readonly ManualUploadCarry carried;
    private readonly Escalation escalation;
    private readonly DateTimeOffset since;
    private UploadRequest? request;
    private InterventionStatus status = InterventionStatus.Waiting;
    private int requests;
    private int attempts;
    private bool isRetryWanted;
    private bool isAbandoned;
    private string? note;

    // Signals are handled before the first line of the run method: what they need must be there already.
    [WorkflowInit]
    public ManualUploadWorkflow(ManualUploadCarry? carried = null)
    {
        this.carried = carried ?? new ManualUploadCarry();
        escalation = new Escalation(this.carried.Plan, this.carried.Escalation);
        since = this.carried.Since ?? new DateTimeOffset(Workflow.UtcNow, TimeSpan.Zero);
        request = this.carried.Request;
        attempts = this.carried.Attempts;
    }

    [WorkflowSignal(WorkflowNames.RequestSignal)]
    public Task RequestAsync(UploadRequest request)
    {
        this.request = request;
        requests++;
        // What was given up is another version.
        isAbandoned = false;
        return Task.CompletedTask;
    }

    [WorkflowSignal(WorkflowNames.RetrySignal)]
    public Task RetryAsync()
    {
        isRetryWanted = true;
        return Task.CompletedTask;
    }

    [WorkflowSignal(WorkflowNames.AbandonSignal)]
    public Task AbandonAsync(string? note = null)
    {
        (isAbandoned, this.note) = (true, note);
        return Task.CompletedTask;
    }

    [WorkflowQuery(WorkflowNames.StateQuery)]
    public InterventionState State() => new()
    {
        Status = status,
        What = request is null ? null : $"Upload {request.Name} to {request.Folder}",
        Open = request is null ? [] : [$"upload: {request.Reason}"],
        Since = since,
        Reminders = escalation.State.Reminders,
        Attempts = attempts,
        Note = note,
    };

    [WorkflowRun]
    public async Task<InterventionState> RunAsync(ManualUploadCarry? carried = null)
    {
        await Workflow.WaitConditionAsync(() => request is not null);
        do
        {
            if (!await escalation.UntilAsync(
                () => isRetryWanted || isAbandoned,
                (channel, before) => InterventionNotice.SendAsync(State(), channel, before, WorkflowNames.RetrySignal)))
            {
                var next = this.carried with { Request = request, Since = since, Attempts = attempts, Escalation = escalation.State };
                throw Workflow.CreateContinueAsNewException((ManualUploadWorkflow workflow) => workflow.RunAsync(next));
            }

            status = isAbandoned ? InterventionStatus.Abandoned : await TryAsync();
        }
        while (status == InterventionStatus.Waiting);

        return State();
    }

    private async Task<InterventionStatus> TryAsync()
    {
        (isRetryWanted, status) = (false, InterventionStatus.Working);
        attempts++;
        int uploaded;
        do
        {
            uploaded = requests;
            try
            {
                var key = request!.Key; // RunAsync waits for it first.
                await Workflow.ExecuteActivityAsync((DocumentActivities activities) => activities.UploadBackupAsync(key), ActivityPolicies.Upload);
            }
            catch (ActivityFailureException failure) when (StepFailure.IsOfTheStep(failure))
            {
                request = request! with { Reason = FailureName.Of(failure) };
                return InterventionStatus.Waiting;
            }
        }
        while (requests != uploaded); // A newer version came meanwhile, and it is in the backup now.

        return InterventionStatus.Done;
    }
}
