using System.Globalization;
using Webhooks.Activities.Notifications;
using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Contracts.Reports;

namespace Webhooks.Workflows.Reports;

/// <summary>What people are told about reports.</summary>
internal static class ReportNotices
{
    /// <summary>A new edition is there.</summary>
    public static Notification Published(ReportEdition edition, IReadOnlyList<PublishedDocument> documents)
    {
        var figures = edition.Figures;
        List<NotificationFact> facts =
        [
            new("Commits", $"{Number(figures.Commits)} in {Number(figures.Repositories)} repositories by {Number(figures.Authors)} people"),
            new("Pull requests merged", Number(figures.PullRequestsMerged)),
            new("Tickets", $"{Number(figures.Tickets)}, of which {Number(figures.TicketsCompleted)} completed"),
            new("Deployments", $"{Number(figures.Deployments)}, of which {Number(figures.DeploymentsFailed)} failed"),
        ];
        if (figures.Costs.Count > 0)
        {
            facts.Add(new("Azure costs", string.Join(", ", figures.Costs.Select(total => Money(total.Cost, total.Currency)))));
        }

        facts.AddRange(documents.Select(document => new NotificationFact("Document", document.Path ?? $"{document.Name} waits for its upload")));
        return new Notification
        {
            Channel = NotificationChannels.Reports,
            Title = Title(edition),
            Text = string.Join("\n\n", Sentences(edition)),
            Facts = facts,
            Links = [.. documents.Where(document => document.Link is not null).Select(document => new NotificationLink(document.Name, document.Link!))], // Those that have one.
            Key = KeyOf(edition, "published"),
        };
    }

    /// <summary>Days that cost far more than those before them.</summary>
    public static Notification CostAnomalies(ReportEdition edition) => new()
    {
        Channel = NotificationChannels.Alerts,
        Title = edition.Anomalies.Count == 1 ? "Azure cost far more than usual on one day" : $"Azure cost far more than usual on {Number(edition.Anomalies.Count)} days",
        Text = "The day cost more than one and a half times the average of the seven days before it.",
        Facts = [.. edition.Anomalies.Select(anomaly => new NotificationFact(ReportPeriod.Of(anomaly.Day), Compared(anomaly)))],
        Key = KeyOf(edition, "anomalies"),
    };

    /// <param name="edition">That is there and was not mailed.</param>
    /// <param name="reason">Name of the failure.</param>
    /// <param name="documents">That were to be mailed.</param>
    public static Notification NotMailed(ReportEdition edition, string reason, IReadOnlyList<PublishedDocument> documents) => new()
    {
        Channel = NotificationChannels.Alerts,
        Title = $"{Title(edition)} was not mailed",
        Text = "Its documents are in the document store. The mail is not tried again by itself.",
        Facts = [new("Reason", reason), .. documents.Select(document => new NotificationFact("Document", document.Path ?? document.Name))],
        Key = KeyOf(edition, "not-mailed"),
    };

    /// <param name="kind">Of the report.</param>
    /// <param name="period">Of the report.</param>
    /// <param name="reason">Name of the failure.</param>
    /// <param name="run">Of the workflow.</param>
    public static Notification Failed(ReportKind kind, string period, string reason, string run) => new()
    {
        Channel = NotificationChannels.Alerts,
        Title = $"{NameOf(kind)} {period} could not be written",
        Text = "Nobody was told of it, and nothing was mailed. When the cause is gone, have it written by: webhooks reports run.",
        Facts = [new("Reason", reason), new("Workflow", ReportPeriod.WorkflowId(kind, period))],
        Key = $"{ReportPeriod.WorkflowId(kind, period)}/{run}/failed",
    };

    private static IEnumerable<string> Sentences(ReportEdition edition)
    {
        if (edition.Number == 0)
        {
            yield return "Preliminary: the period is not over.";
        }

        if (edition.Amends is { } amended)
        {
            yield return $"It takes the place of edition {Number(amended.Number)}: more became known of what happened then.";
        }

        if (edition.Missing.Count > 0)
        {
            yield return $"Not everything could be read: {string.Join(", ", edition.Missing.Select(missing => $"{missing.Source} ({missing.Reason})"))}.";
        }

        if (edition.Figures.IsQuiet && edition.Missing.Count == 0)
        {
            yield return "Nothing happened.";
        }
    }

    private static string Title(ReportEdition edition) => edition.Number switch
    {
        0 => $"{NameOf(edition.Kind)} {edition.Period} (preliminary)",
        1 => $"{NameOf(edition.Kind)} {edition.Period}",
        _ => $"{NameOf(edition.Kind)} {edition.Period} (edition {Number(edition.Number)})",
    };

    private static string NameOf(ReportKind kind) => kind switch
    {
        ReportKind.Daily => "Daily documentation",
        ReportKind.Weekly => "Investor report",
    };

    private static string KeyOf(ReportEdition edition, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{ReportPeriod.WorkflowId(edition.Kind, edition.Period)}/{edition.Number}/{edition.Digest}/{what}");

    private static string Compared(CostAnomaly anomaly) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Money(anomaly.Cost, anomaly.Currency)}; average {Money(anomaly.Average, anomaly.Currency)}");

    private static string Number(int number) => number.ToString("#,##0", CultureInfo.InvariantCulture);

    private static string Money(decimal cost, string currency) => string.Create(CultureInfo.InvariantCulture, $"{currency} {cost:#,##0.00}");
}
