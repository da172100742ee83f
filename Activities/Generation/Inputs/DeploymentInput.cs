using System.Globalization;
using Webhooks.Activities.Deployments;
using Webhooks.Activities.Documentation;

namespace Webhooks.Activities.Generation.Inputs;

/// <summary>What a model is told about a deployment, or about the changes to a resource.</summary>
internal static class DeploymentInput
{
    public static PromptInput Of(DeploymentLog log)
    {
        var current = DeploymentLog.Current(log.Operations()[0]);
        return new PromptInput
        {
            Parts =
            [
                .. DeploymentSubject.Of(log).Facts.Select(fact => new InputPart(fact.Key.Replace('_', ' '), fact.Value ?? "")),
                new("operation", current.What),
                new("status", current.Status),
                new("at", MomentText.Reading(current.Moment.At)),
                new("incomplete", log.HasGap ? "yes: its request has not been received" : ""),
                new("events", log.Timeline.Entries.Count.ToString(CultureInfo.InvariantCulture)),
                new("operations, newest first", string.Join("\n\n", log.Operations().Select(Lines))),
            ],
        };
    }

    private static string Lines(IReadOnlyList<DeploymentStep> operation) =>
        $"{operation[0].What}\n{string.Join('\n', operation.Select(step => $"{MomentText.Reading(step.Moment.At)}: {step.Status}{(step.By is { } name ? $" by {name}" : "")}"))}";
}
