using Webhooks.Activities.Commits;
using Webhooks.Activities.Deployments;
using Webhooks.Activities.Documentation;
using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Planning;
using Webhooks.Contracts.Azure;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.GitHub;
using Webhooks.Storage.Knowledge;
using Webhooks.Storage.Ledger;

namespace Webhooks.Activities.Reports.Collecting;

/// <summary>
/// Deployments of GitHub, and each operation on a resource of Azure, by what was heard of them. That another deployment took its place is no
/// deployment.
/// </summary>
public sealed class DeploymentCollection(ReportCalendar calendar, IDeliveryLedger ledger, KnowledgeBase knowledge)
{
    private const int LongestText = 250;

    internal async Task<CollectedItems<ReportDeployment>> ReadAsync(ReportPlan plan, CancellationToken cancellationToken)
    {
        var operations = new SortedDictionary<(string Entity, string Operation), Heard>();
        var documents = new EntityDocuments(knowledge);
        var reasons = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var delivery in new CoveredDeliveries(ledger, calendar).ReadAsync(plan, null, cancellationToken))
        {
            if (!delivery.Contributes)
            {
                continue;
            }

            if (delivery.IsBroken && (delivery.Record.Provider == WebhookProvider.EventGrid || delivery.Record.EventName is "deployment" or "deployment_status"))
            {
                reasons.Add(GapReasons.RowUnreadable);
            }

            if (delivery.Event is { } told && DeploymentLog.StepOf(told) is { Rank: not DeploymentRank.Inactive } step)
            {
                var key = (told.Entity, step.Operation);
                var known = operations.GetValueOrDefault(key);
                operations[key] = new Heard(
                    known is null || IsFurther(known.Step, step) ? step : known.Step,
                    known is null || known.Step.Moment.IsBefore(step.Moment) ? told : known.Newest,
                    known is null || delivery.At > known.At ? delivery.At : known.At);
                documents.Note(told.Entity, delivery.Record.Outcome);
            }
        }

        List<ReportDeployment> items = [];
        foreach (var ((entity, _), heard) in operations)
        {
            if (Told(heard) is { } deployment)
            {
                items.Add(deployment with { Document = await documents.FindAsync(entity, $"{entity}/change-log", cancellationToken) });
            }
        }

        return new CollectedItems<ReportDeployment> { Items = items, Reasons = [.. reasons] };
    }

    /// <summary>The highest rank counts, of that the newest.</summary>
    private static bool IsFurther(DeploymentStep known, DeploymentStep step) =>
        step.Rank != known.Rank ? step.Rank > known.Rank : known.Moment.IsBefore(step.Moment);

    private static ReportDeployment? Told(Heard heard) =>
        heard.Newest.Deployment is { } deployment ? Told(heard, deployment)
        : heard.Newest.AzureResource is { } resource ? Told(heard, resource)
        : null;

    private static ReportDeployment Told(Heard heard, GitHubDeployment deployment)
    {
        var page = CommitLinks.From(deployment.Page, deployment.Sha, null, null).Repository;
        return new ReportDeployment
        {
            System = "GitHub",
            Name = $"{deployment.Owner}/{deployment.Repository}",
            Environment = Line(deployment.Environment),
            What = Line(deployment.Ref),
            State = StateOf(heard.Step),
            At = heard.At,
            Link = page is null ? null : new Uri($"{page}/deployments"),
        };
    }

    private static ReportDeployment Told(Heard heard, AzureResourceEvent resource)
    {
        var name = AzureResourceName.Parse(resource.ResourceId);
        return new ReportDeployment
        {
            System = "Azure",
            Name = Line(name.Name),
            Environment = Line(name.Group ?? name.Subscription ?? ""),
            What = Line(heard.Step.What),
            State = StateOf(heard.Step),
            At = heard.At,
            Link = Uri.TryCreate(name.PortalPage, UriKind.Absolute, out var page) ? page : null,
        };
    }

    private static ReportDeploymentState StateOf(DeploymentStep step) => step switch
    {
        { Rank: DeploymentRank.Ended, Status: "success" or "succeeded" } => ReportDeploymentState.Succeeded,
        { Rank: DeploymentRank.Ended } => ReportDeploymentState.Failed,
        _ => ReportDeploymentState.Running,
    };

    private static string Line(string text) => PlainText.Cut(PlainText.Line(text), LongestText);

    /// <param name="Step">Where the operation stands.</param>
    /// <param name="Newest">The delivery that told of it last.</param>
    /// <param name="At">Of the last event.</param>
    private sealed record Heard(DeploymentStep Step, DeliveryEvent Newest, DateTimeOffset At);
}
