using Temporalio.Workflows;
using Webhooks.Activities.Documentation;
using Webhooks.Activities.Jira;
using Webhooks.Activities.Knowledge;
using Webhooks.Contracts;
using Webhooks.Contracts.Deliveries;
using Webhooks.Workflows.Entities;
using Webhooks.Workflows.Patterns;

namespace Webhooks.Workflows.Jira;

/// <summary>
/// One ticket: every event is put in its place, however late it comes. A ticket that has been done has a summary in the knowledge base, which
/// every later event amends.
/// </summary>
[Workflow(WorkflowNames.JiraTicketHandler)]
public sealed class JiraTicketHandlerWorkflow
{
    private readonly TicketCarry carried;
    private readonly EntityRun run;
    private Ticket? ticket;

    // Signals are handled before the first line of the run method: what they need must be there already.
    [WorkflowInit]
    public JiraTicketHandlerWorkflow(TicketCarry? carried = null)
    {
        this.carried = carried ?? new TicketCarry();
        run = new EntityRun(this.carried);
        ticket = this.carried.Ticket;
    }

    [WorkflowSignal(WorkflowNames.DeliverSignal)]
    public Task DeliverAsync(DeliveryEvent delivery)
    {
        run.Take(delivery);
        return Task.CompletedTask;
    }

    [WorkflowQuery(WorkflowNames.StateQuery)]
    public EntityState State() => run.State;

    [WorkflowQuery(WorkflowNames.HistoryQuery)]
    public IReadOnlyList<SettledDelivery> History() => run.History;

    [WorkflowRun]
    public async Task RunAsync(TicketCarry? carried = null)
    {
        if (!this.carried.IsRecalled)
        {
            ticket = await Workflow.ExecuteActivityAsync(
                (JiraActivities activities) => activities.RecallTicketAsync(Workflow.Info.WorkflowId), ActivityPolicies.Recollection.Uninterrupted());
        }

        if (await run.WorkAsync(HandleAsync))
        {
            var next = run.Carry(this.carried with { Ticket = ticket, IsRecalled = true });
            throw Workflow.CreateContinueAsNewException((JiraTicketHandlerWorkflow workflow) => workflow.RunAsync(next));
        }
    }

    private async Task<Outcome> HandleAsync(DeliveryEvent delivery)
    {
        if (delivery.JiraIssue is not { } issue || TicketEvent.KindOf(issue) is null)
        {
            return Filtered(EntityRules.EventNotHandled);
        }

        var texts = await Workflow.ExecuteActivityAsync(
            (JiraActivities activities) => activities.ReadIssueAsync(delivery), ActivityPolicies.Standard.Uninterrupted());
        var next = Ticket.Following(ticket, delivery, texts);
        if (next is null || (next == ticket && delivery.ReplayOf is null))
        {
            return Filtered(EntityRules.NothingNew);
        }

        // Known from here on, even when its document cannot be written: the next event writes it.
        ticket = next;
        if (delivery.OwnChange)
        {
            return Filtered(EntityRules.OwnChange);
        }

        return new Outcome { Kind = OutcomeKind.Handled, Artefacts = next.WasDone ? [await WriteAsync(next)] : [] };
    }

    private static async Task<string> WriteAsync(Ticket done)
    {
        var document = await Degradation.OrElseAsync(
            DegradedSteps.Generation,
            () => Workflow.ExecuteActivityAsync(
                (DocumentationActivities activities) => activities.GenerateTicketDocumentAsync(done), ActivityPolicies.Generation.Uninterrupted()),
            _ => Workflow.ExecuteActivityAsync(
                (DocumentationActivities activities) => activities.WriteTicketFromTemplate(done), ActivityPolicies.Standard.Uninterrupted()));
        return await Workflow.ExecuteActivityAsync(
            (KnowledgeActivities activities) => activities.StoreDocumentAsync(document), ActivityPolicies.Storage.Uninterrupted());
    }

    private static Outcome Filtered(string rule) => new() { Kind = OutcomeKind.Filtered, Reason = rule };
}
