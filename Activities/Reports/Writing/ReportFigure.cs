using Webhooks.Activities.Reports.Data;
using Webhooks.Office;

namespace Webhooks.Activities.Reports.Writing;

/// <summary>A sum of a report that is shown by itself: what it is called, where it comes from, and what it means when it rises.</summary>
/// <param name="Label">On cards and in tables.</param>
/// <param name="Source">Of <see cref="ReportSources"/>.</param>
/// <param name="Rising">Tone of a rise; a fall has the opposite.</param>
internal sealed record ReportFigure(string Label, string Source, Func<ReportFigures, int> Of, Tone Rising)
{
    public static ReportFigure Commits { get; } = new("Commits", ReportSources.Commits, figures => figures.Commits, Tone.Neutral);

    public static ReportFigure Authors { get; } = new("Authors", ReportSources.Commits, figures => figures.Authors, Tone.Neutral);

    public static ReportFigure Repositories { get; } = new("Repositories", ReportSources.Commits, figures => figures.Repositories, Tone.Neutral);

    public static ReportFigure PullRequestsMerged { get; } = new("Pull requests merged", ReportSources.PullRequests, figures => figures.PullRequestsMerged, Tone.Good);

    public static ReportFigure Tickets { get; } = new("Tickets worked on", ReportSources.Tickets, figures => figures.Tickets, Tone.Neutral);

    public static ReportFigure TicketsCompleted { get; } = new("Tickets completed", ReportSources.Tickets, figures => figures.TicketsCompleted, Tone.Good);

    public static ReportFigure Deployments { get; } = new("Deployments", ReportSources.Deployments, figures => figures.Deployments, Tone.Neutral);

    public static ReportFigure DeploymentsFailed { get; } = new("Deployments failed", ReportSources.Deployments, figures => figures.DeploymentsFailed, Tone.Bad);

    public static IReadOnlyList<ReportFigure> All { get; } = [Commits, PullRequestsMerged, TicketsCompleted, Deployments, Authors, Repositories, Tickets, DeploymentsFailed];
}
