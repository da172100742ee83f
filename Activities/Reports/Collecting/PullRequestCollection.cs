using Webhooks.Activities.Commits;
using Webhooks.Activities.Documentation;
using Webhooks.Activities.PullRequests;
using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Planning;
using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Knowledge;
using Webhooks.Storage.Ledger;

namespace Webhooks.Activities.Reports.Collecting;

/// <summary>Pull requests of which something was heard. One that had been merged before counts where it was merged, and is not told again.</summary>
public sealed class PullRequestCollection(ReportCalendar calendar, IDeliveryLedger ledger, IPayloads payloads, KnowledgeBase knowledge)
{
    private const int LongestTitle = 250;

    internal async Task<CollectedItems<ReportPullRequest>> ReadAsync(ReportPlan plan, CancellationToken cancellationToken)
    {
        var requests = new SortedDictionary<string, Heard>(StringComparer.Ordinal);
        var documents = new EntityDocuments(knowledge);
        var reasons = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var delivery in new CoveredDeliveries(ledger, calendar).ReadAsync(plan, WebhookProvider.GitHub, cancellationToken))
        {
            if (!delivery.Contributes)
            {
                continue;
            }

            if (delivery.IsBroken && delivery.Record.EventName is "pull_request" or "pull_request_review")
            {
                reasons.Add(GapReasons.RowUnreadable);
            }

            if (delivery.Event is not { PullRequest: { } facts } told)
            {
                continue;
            }

            var reading = await BodyReading.TryAsync(async () => PullRequestBody.Read(await payloads.ReadAsync(told.Payload, cancellationToken)), reasons);
            var heard = requests.GetValueOrDefault(told.Entity) ?? new Heard();
            requests[told.Entity] = heard with
            {
                Request = PullRequest.Following(heard.Request, told, reading),
                Merged = heard.Merged || PullRequestEvent.From(told, facts, null).Kind == PullRequestEventKind.Merged,
                At = delivery.At > heard.At ? delivery.At : heard.At,
            };
            documents.Note(told.Entity, delivery.Record.Outcome);
        }

        List<ReportPullRequest> items = [];
        foreach (var (entity, heard) in requests)
        {
            if (heard.Request is { } request && request.IsMerged == heard.Merged)
            {
                items.Add(await ToldAsync(entity, request, heard.At, documents, cancellationToken));
            }
        }

        return new CollectedItems<ReportPullRequest> { Items = items, Reasons = [.. reasons] };
    }

    private static async Task<ReportPullRequest> ToldAsync(
        string entity, PullRequest request, DateTimeOffset at, EntityDocuments documents, CancellationToken cancellationToken)
    {
        var number = (int)Math.Min(request.GitHub.Number, int.MaxValue);
        var page = CommitLinks.From(request.Texts?.RepositoryPage, request.GitHub.HeadSha, null, null).Repository;
        return new ReportPullRequest
        {
            Repository = $"{request.GitHub.Owner}/{request.GitHub.Repository}",
            Number = number,
            Title = Line(request.Texts?.Title) ?? $"#{number}",
            Author = Line(request.Texts?.Author) ?? "unknown",
            IsMerged = request.IsMerged,
            IsClosed = !request.IsMerged && request.GitHub.State == "closed",
            At = at,
            Additions = Lines(request.Size?.AddedLines),
            Deletions = Lines(request.Size?.RemovedLines),
            Link = page is null ? null : new Uri($"{page}/pull/{number}"),
            Document = await documents.FindAsync(entity, $"{entity}/summary", cancellationToken),
        };
    }

    private static string? Line(string? text) => text is not null && PlainText.Line(text) is { Length: > 0 } line ? PlainText.Cut(line, LongestTitle) : null;

    private static int? Lines(long? lines) => lines is null ? null : (int)Math.Clamp(lines.Value, 0, int.MaxValue);

    private sealed record Heard
    {
        public PullRequest? Request { get; init; }

        /// <summary>The event of the merge is among what was heard.</summary>
        public bool Merged { get; init; }

        public DateTimeOffset At { get; init; }
    }
}
