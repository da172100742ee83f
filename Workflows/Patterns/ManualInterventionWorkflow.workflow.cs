using Temporalio.Workflows;
using Webhooks.Contracts;
using Webhooks.Contracts.Interventions;

namespace Webhooks.Workflows.Patterns;

/// <summary>
/// Something that only a person can put right, such as a step that could not be undone. This reminds people until one says <c>resolve</c> or
/// <c>abandon</c>; it does nothing itself.
/// </summary>
[Workflow(WorkflowNames.ManualIntervention)]
public sealed class ManualInterventionWorkflow
{
    private const int MostOpen = 50;

    private readonly ManualInterventionCarry carried;
    private readonly Escalation escalation;
    private readonly DateTimeOffset since;
    private InterventionRequest? request;
    private InterventionStatus status = InterventionStatus.Waiting;
    private string? note;

    // Signals are handled before the first line of the run method: what they need must be there already.
    [WorkflowInit]
    public ManualInterventionWorkflow(ManualInterventionCarry? carried = null)
    {
        this.carried = carried ?? new ManualInterventionCarry();
        escalation = new Escalation(this.carried.Plan, this.carried.Escalation);
        since = this.carried.Since ?? new DateTimeOffset(Workflow.UtcNow, TimeSpan.Zero);
        request = this.carried.Request;
    }

    [WorkflowSignal(WorkflowNames.RequestSignal)]
    public Task RequestAsync(InterventionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var open = (this.request?.Open ?? []).Concat(request.Open).Distinct(StringComparer.Ordinal).Take(MostOpen);
        this.request = request with { Open = [.. open] };
        // Whoever ended it did not know of this yet.
        status = InterventionStatus.Waiting;
        return Task.CompletedTask;
    }

    [WorkflowSignal(WorkflowNames.ResolveSignal)]
    public Task ResolveAsync(string? note = null) => EndAsync(InterventionStatus.Done, note);

    [WorkflowSignal(WorkflowNames.AbandonSignal)]
    public Task AbandonAsync(string? note = null) => EndAsync(InterventionStatus.Abandoned, note);

    [WorkflowQuery(WorkflowNames.StateQuery)]
    public InterventionState State() => new()
    {
        Status = status,
        What = request?.What,
        Open = request?.Open ?? [],
        Since = since,
        Reminders = escalation.State.Reminders,
        Note = note,
    };

    [WorkflowRun]
    public async Task<InterventionState> RunAsync(ManualInterventionCarry? carried = null)
    {
        await Workflow.WaitConditionAsync(() => request is not null);
        if (!await escalation.UntilAsync(
            () => status != InterventionStatus.Waiting,
            (channel, before) => InterventionNotice.SendAsync(State(), channel, before, WorkflowNames.ResolveSignal)))
        {
            var next = this.carried with { Request = request, Since = since, Escalation = escalation.State };
            throw Workflow.CreateContinueAsNewException((ManualInterventionWorkflow workflow) => workflow.RunAsync(next));
        }

        return State();
    }

    private Task EndAsync(InterventionStatus end, string? note)
    {
        (status, this.note) = (end, note);
        return Task.CompletedTask;
    }
}
