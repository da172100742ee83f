using Temporalio.Workflows;
using Webhooks.Activities.Notifications;
using Webhooks.Contracts;
using Webhooks.Contracts.Interventions;

namespace Webhooks.Workflows.Patterns;

/// <summary>Tells a channel that something waits for a person. That nobody could be told is no reason to stop waiting.</summary>
internal static class InterventionNotice
{
    private const string Step = "intervention-notice";

    /// <param name="state">Of the workflow that waits.</param>
    /// <param name="channel">Who is told.</param>
    /// <param name="before">How often people were told before.</param>
    /// <param name="signal">What ends it well.</param>
    public static Task SendAsync(InterventionState state, string channel, int before, string signal)
    {
        var id = Workflow.Info.WorkflowId;
        var notification = new Notification
        {
            Channel = channel,
            Title = before == 0 ? "A person is needed" : "A person is still needed",
            Text = $"{state.What}. It waits until somebody signals {signal} or {WorkflowNames.AbandonSignal} to the workflow with this id.",
            Facts =
            [
                new NotificationFact("Open", string.Join("; ", state.Open)),
                new NotificationFact("Id", id),
                new NotificationFact("Since", state.Since.ToString("yyyy-MM-dd HH:mm 'UTC'", System.Globalization.CultureInfo.InvariantCulture)),
            ],
            Links = [],
            Key = $"{id}/{Workflow.Info.FirstExecutionRunId}/{before}",
        };
        return NonCritical.TryAsync(Step, () => Workflow.ExecuteActivityAsync(
            (NotificationActivities activities) => activities.NotifyAsync(notification), ActivityPolicies.NonCritical));
    }
}
