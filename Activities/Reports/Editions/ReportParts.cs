using System.Globalization;
using Webhooks.Activities.Reports.Collecting;
using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Planning;

namespace Webhooks.Activities.Reports.Editions;

/// <summary>Joins what was collected, in an order that depends on nothing but what it is.</summary>
internal sealed class ReportParts(ReportFolder folder, ReportPlan plan, IReadOnlyList<CollectedPart> parts)
{
    private static readonly string[] Sources =
        [ReportSources.Commits, ReportSources.PullRequests, ReportSources.Tickets, ReportSources.Deployments, ReportSources.Costs, ReportSources.Deliveries];

    private static readonly Completeness NotCounted = new() { Deliveries = 0, Included = 0, Filtered = 0, Duplicates = 0, Quarantined = 0, Open = 0, Late = 0 };

    private readonly List<MissingSource> missing = [];

    /// <exception cref="ArgumentException">A source is not there, or is there twice.</exception>
    public ReportData Join()
    {
        if (!parts.Select(part => part.Source).Order(StringComparer.Ordinal).SequenceEqual(Sources.Order(StringComparer.Ordinal), StringComparer.Ordinal))
        {
            throw new ArgumentException($"A report has one part of each source, and not of {string.Join(", ", parts.Select(part => part.Source))}.", nameof(parts));
        }

        var data = new ReportData
        {
            Commits =
            [
                .. Items<ReportCommit>(ReportSources.Commits)
                    .OrderBy(commit => commit.PushedAt.UtcTicks)
                    .ThenBy(commit => commit.Repository, StringComparer.Ordinal)
                    .ThenBy(commit => commit.Sha, StringComparer.Ordinal),
            ],
            PullRequests =
            [
                .. Items<ReportPullRequest>(ReportSources.PullRequests)
                    .OrderBy(request => request.Repository, StringComparer.Ordinal)
                    .ThenBy(request => request.Number)
                    .ThenBy(request => request.At.UtcTicks),
            ],
            Tickets =
            [
                .. Items<ReportTicket>(ReportSources.Tickets)
                    .OrderBy(ticket => ticket.Site, StringComparer.Ordinal)
                    .ThenBy(ticket => ProjectOf(ticket.Key), StringComparer.Ordinal)
                    .ThenBy(ticket => NumberOf(ticket.Key))
                    .ThenBy(ticket => ticket.Key, StringComparer.Ordinal)
                    .ThenBy(ticket => ticket.At.UtcTicks),
            ],
            Deployments =
            [
                .. Items<ReportDeployment>(ReportSources.Deployments)
                    .OrderBy(deployment => deployment.At.UtcTicks)
                    .ThenBy(deployment => deployment.Name, StringComparer.Ordinal)
                    .ThenBy(deployment => deployment.Environment, StringComparer.Ordinal)
                    .ThenBy(deployment => deployment.What, StringComparer.Ordinal)
                    .ThenBy(deployment => deployment.State),
            ],
            Costs = Read<ReportCosts>(ReportSources.Costs) ?? new ReportCosts { IsKnown = false },
            Completeness = Read<Completeness>(ReportSources.Deliveries) ?? NotCounted,
        };
        return data with
        {
            Missing =
            [
                .. missing.Distinct().OrderBy(gap => Array.IndexOf(Sources, gap.Source)).ThenBy(gap => gap.Reason, StringComparer.Ordinal),
            ],
        };
    }

    private IReadOnlyList<T> Items<T>(string source)
    {
        if (Read<CollectedItems<T>>(source) is not { } read)
        {
            return [];
        }

        missing.AddRange(read.Reasons.Select(reason => new MissingSource(source, reason)));
        return read.Items;
    }

    private T? Read<T>(string source)
        where T : class
    {
        var part = parts.First(part => part.Source == source);
        if (part.File is { } file)
        {
            return folder.ReadWork<T>(plan.Work, file);
        }

        missing.Add(new MissingSource(source, part.Reason ?? ErrorTypes.Unavailable));
        return null;
    }

    private static string ProjectOf(string key) => key.LastIndexOf('-') is > 0 and var dash ? key[..dash] : "";

    private static long NumberOf(string key) =>
        long.TryParse(key.AsSpan(key.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;
}
