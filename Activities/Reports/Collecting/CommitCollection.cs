using Temporalio.Exceptions;
using Webhooks.Activities.Commits;
using Webhooks.Activities.Documentation;
using Webhooks.Activities.GitHub;
using Webhooks.Activities.GitHub.Api;
using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Planning;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.GitHub;
using Webhooks.Contracts.Identities;
using Webhooks.Storage.Knowledge;
using Webhooks.Storage.Ledger;

namespace Webhooks.Activities.Reports.Collecting;

/// <summary>
/// Commits that were pushed: each once a report, by the earliest push of it. With a client, repositories that are configured are asked for those
/// that no delivery told; what GitHub does not tell then is a gap and no failure.
/// </summary>
public sealed class CommitCollection(
    ReportCalendar calendar, IDeliveryLedger ledger, PushPayloads pushes, KnowledgeBase knowledge, GitHubClient? gitHub = null, OwnIdentities? own = null)
{
    private const string Branches = "refs/heads/";
    private const string Tags = "refs/tags/";
    private const int LongestTitle = 250;
    private const int LongestName = 120;

    /// <summary>For whoever is not named.</summary>
    private const string Nobody = "unknown";

    private static readonly char[] NameEnds = ['.', '-'];

    private bool IsAsked => gitHub is not null && calendar.Settings.Repositories.Count > 0;

    internal async Task<CollectedItems<ReportCommit>> ReadAsync(ReportPlan plan, CancellationToken cancellationToken)
    {
        var found = new Dictionary<(string Repository, string Sha), ReportCommit>();
        var told = new HashSet<string>(StringComparer.Ordinal);
        var reasons = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var delivery in new CoveredDeliveries(ledger, calendar).ReadAllAsync(plan, WebhookProvider.GitHub, cancellationToken))
        {
            var isIn = delivery.Contributes && (plan.Kind == Contracts.Reports.ReportKind.Weekly || CoveredDeliveries.IsWithin(delivery.At, plan.Window));
            if (isIn && delivery.IsBroken && delivery.Record.EventName == "push")
            {
                reasons.Add(GapReasons.RowUnreadable);
            }

            // Tags bring no commits of their own.
            if (delivery.Event is not { Push: { Deleted: false, CommitCount: > 0 } push } pushed || push.Ref.StartsWith(Tags, StringComparison.Ordinal) || !(isIn || IsAsked))
            {
                continue;
            }

            foreach (var commit in await CommitsOfAsync(pushed, push, delivery, isIn ? reasons : new SortedSet<string>(StringComparer.Ordinal), cancellationToken))
            {
                told.Add(commit.Sha);
                if (isIn)
                {
                    Keep(found, commit);
                }
            }
        }

        if (IsAsked)
        {
            await AskAsync(plan, told, found, reasons, cancellationToken);
        }

        return new CollectedItems<ReportCommit> { Items = [.. found.Values], Reasons = [.. reasons] };
    }

    private static void Keep(Dictionary<(string Repository, string Sha), ReportCommit> found, ReportCommit commit)
    {
        var key = (commit.Repository, commit.Sha);
        if (!found.TryGetValue(key, out var known))
        {
            found[key] = commit;
        }
        else if (commit.PushedAt < known.PushedAt)
        {
            found[key] = commit with { Document = commit.Document ?? known.Document };
        }
        else if (known.Document is null && commit.Document is not null)
        {
            found[key] = known with { Document = commit.Document };
        }
    }

    private async Task<IReadOnlyList<ReportCommit>> CommitsOfAsync(
        DeliveryEvent delivery, GitHubPush push, CoveredDelivery covered, ISet<string> reasons, CancellationToken cancellationToken)
    {
        var documents = DocumentsOf(covered.Record.Outcome);
        if (await BodyReading.TryAsync(() => pushes.ReadAsync(delivery.Payload, cancellationToken), reasons) is not { } payload)
        {
            return await WithoutBodyAsync(push, covered, documents, cancellationToken);
        }

        List<ReportCommit> commits = [];
        foreach (var commit in payload.Contents.Commits.Select(payload.Find).OfType<PushedCommit>())
        {
            var document = documents.GetValueOrDefault(commit.Sha);
            if (document is null && covered.Standing == DeliveryStanding.Open)
            {
                document = (await knowledge.FindByKeyAsync(CommitReference.KeyOf(delivery.Entity, commit.Sha), cancellationToken))?.Path;
            }

            commits.Add(new ReportCommit
            {
                Repository = $"{push.Owner}/{push.Repository}",
                Sha = commit.Sha,
                Title = TitleOf(commit.Message),
                Author = NameOf(commit.Author),
                PushedAt = covered.At,
                Branch = BranchOf(push.Ref),
                Files = commit.Added.Concat(commit.Modified).Concat(commit.Removed).Distinct(StringComparer.Ordinal).Count(),
                Link = LinkOf(payload.RepositoryUrl, commit.Sha),
                Document = document,
            });
        }

        return commits;
    }

    /// <summary>Of a push without its body the documents tell, and its last commit is known by its hash.</summary>
    private async Task<IReadOnlyList<ReportCommit>> WithoutBodyAsync(
        GitHubPush push, CoveredDelivery covered, Dictionary<string, string> documents, CancellationToken cancellationToken)
    {
        List<ReportCommit> commits = [];
        foreach (var sha in documents.Keys.Append(push.After).Where(PushPayload.IsSha).Distinct(StringComparer.Ordinal))
        {
            var path = documents.GetValueOrDefault(sha);
            var document = path is null ? null : await knowledge.FindByPathAsync(path, cancellationToken);
            commits.Add(new ReportCommit
            {
                Repository = $"{push.Owner}/{push.Repository}",
                Sha = sha,
                Title = document?.Title is { Length: > 0 } title ? PlainText.Cut(PlainText.Line(title), LongestTitle) : sha[..12],
                Author = document?.Properties.GetValueOrDefault("author") is { Length: > 0 } author ? PlainText.Cut(PlainText.Line(author), LongestName) : Nobody,
                PushedAt = covered.At,
                Branch = BranchOf(push.Ref),
                Document = path,
            });
        }

        return commits;
    }

    private async Task AskAsync(
        ReportPlan plan, HashSet<string> told, Dictionary<(string Repository, string Sha), ReportCommit> found, SortedSet<string> reasons, CancellationToken cancellationToken)
    {
        foreach (var repository in calendar.Settings.Repositories.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var (owner, name) = (repository.Split('/')[0], repository.Split('/')[1]);
            try
            {
                var listed = await gitHub!.CommitsAsync(owner, name, plan.Window.From, plan.Window.To, cancellationToken); // Nobody asks without one.
                foreach (var commit in listed.Commits.Where(commit => !told.Contains(commit.Sha) && own?.Made(Origin(commit)) != true))
                {
                    Keep(found, new ReportCommit
                    {
                        Repository = repository,
                        Sha = commit.Sha,
                        Title = TitleOf(commit.Message),
                        Author = NameOf(commit.Author),
                        PushedAt = commit.CommittedAt ?? plan.Window.From,
                    });
                }

                if (!listed.IsComplete)
                {
                    reasons.Add(GapReasons.Truncated);
                }
            }
            catch (ApplicationFailureException failure)
            {
                reasons.Add(failure.ErrorType ?? ErrorTypes.ProviderAnswer);
            }
        }
    }

    private static ChangeOrigin Origin(RepositoryCommit commit) => new() { Logins = [commit.Author.Username], Texts = [commit.Message] };

    private static string TitleOf(string message)
    {
        var title = PlainText.Line(message.TrimStart().Split('\n', 2)[0]);
        return title.Length > 0 ? PlainText.Cut(title, LongestTitle) : "(no message)";
    }

    private static string NameOf(PushedPerson person)
    {
        var name = PlainText.Line(person.Name);
        return PlainText.Cut(name.Length > 0 ? name : PlainText.Line(person.Username ?? "") is { Length: > 0 } login ? login : Nobody, LongestName);
    }

    private static string BranchOf(string reference) => PlainText.Line(reference.StartsWith(Branches, StringComparison.Ordinal) ? reference[Branches.Length..] : reference);

    private static Uri? LinkOf(string? page, string sha) => CommitLinks.From(page, sha, null, null).Commit is { } link ? new Uri(link) : null;

    /// <summary>By hash: the name of a commit's document begins with it.</summary>
    private static Dictionary<string, string> DocumentsOf(Outcome? outcome)
    {
        Dictionary<string, string> documents = new(StringComparer.Ordinal);
        foreach (var path in outcome?.Artefacts ?? [])
        {
            documents.TryAdd(path[(path.LastIndexOf('/') + 1)..].Split(NameEnds)[0], path);
        }

        return documents;
    }
}
