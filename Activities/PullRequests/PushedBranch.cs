using Temporalio.Exceptions;
using Webhooks.Activities.Commits;
using Webhooks.Activities.GitHub;
using Webhooks.Activities.Ledger;
using Webhooks.Contracts.Deliveries;

namespace Webhooks.Activities.PullRequests;

/// <summary>
/// What a pull request changed, as the pushes to its branch tell it that the ledger still knows: those that led, one after the other, to
/// where the branch stood in the end. Of a branch in a fork nothing is known here.
/// </summary>
public sealed class PushedBranch(PushPayloads payloads, EntityMemory memory)
{
    private const int MostPushes = 200;
    private const int MostCommits = 250;
    private const int MostListed = 30;
    private const int MostAreas = 12;
    private const int LongestSubject = 120;

    /// <returns>Null when no push of the branch is known.</returns>
    public async Task<PullRequestChanges?> FindAsync(PullRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Texts is not { IsFromFork: false, HeadRef: { } branch })
        {
            return null;
        }

        var wanted = Math.Min(request.Size?.Commits ?? MostCommits, MostCommits);
        var pushes = await memory.SettledAsync(RepositoryOf(request), MostPushes, cancellationToken);
        List<PushedCommit> newestFirst = [];
        var head = request.GitHub.HeadSha;
        foreach (var delivery in pushes.Reverse())
        {
            if (newestFirst.Count >= wanted)
            {
                break;
            }

            if (delivery.Push is not { } push || push.After != head || push.Ref != $"refs/heads/{branch}" || await TryReadAsync(delivery, cancellationToken) is not { } payload)
            {
                continue;
            }

            newestFirst.AddRange(payload.Contents.Commits.Reverse().Select(payload.Find).OfType<PushedCommit>().Take((int)wanted - newestFirst.Count));
            head = push.Before;
        }

        newestFirst.Reverse();
        return newestFirst.Count > 0 ? Told(request.GitHub.HeadSha, newestFirst) : null;
    }

    private static PullRequestChanges Told(string head, List<PushedCommit> commits)
    {
        var areas = CommitAnalyser.Areas(Files(commits));
        return new PullRequestChanges
        {
            HeadSha = head,
            Commits = [.. commits.TakeLast(MostListed).Select(commit => new MergedCommit(commit.Sha, Subject(commit)))],
            CommitsFound = commits.Count,
            Areas = [.. areas.Take(MostAreas)],
            OtherAreas = Math.Max(0, areas.Count - MostAreas),
        };
    }

    /// <summary>Each path once, with what all commits together did to it.</summary>
    private static List<ChangedFile> Files(List<PushedCommit> commits)
    {
        var verbs = new Dictionary<string, ChangeVerb?>(StringComparer.Ordinal);
        foreach (var (path, verb) in commits.SelectMany(Changes))
        {
            // Null is a file that came and went: known, and changed in nothing.
            verbs[path] = (verbs.TryGetValue(path, out var before), before, verb) switch
            {
                (true, ChangeVerb.Added, ChangeVerb.Removed) => null,
                (true, ChangeVerb.Added, _) => ChangeVerb.Added,
                (true, ChangeVerb.Removed, ChangeVerb.Added) => ChangeVerb.Modified,
                _ => verb,
            };
        }

        return [.. verbs.Where(file => file.Value is not null).Select(file => new ChangedFile(file.Value ?? ChangeVerb.Modified, file.Key))];
    }

    private static IEnumerable<(string Path, ChangeVerb Verb)> Changes(PushedCommit commit) =>
    [
        .. commit.Added.Select(path => (path, ChangeVerb.Added)),
        .. commit.Modified.Select(path => (path, ChangeVerb.Modified)),
        .. commit.Removed.Select(path => (path, ChangeVerb.Removed)),
    ];

    private static string Subject(PushedCommit commit)
    {
        var line = commit.Message.AsSpan().TrimStart();
        line = line[..(line.IndexOfAny('\r', '\n') is >= 0 and var end ? end : line.Length)];
        return line.Length <= LongestSubject ? line.ToString() : string.Concat(line[..(LongestSubject - 1)], "…");
    }

    /// <summary>The tenant, if there is one, stands before what both ids have in common.</summary>
    private static string RepositoryOf(PullRequest request)
    {
        var own = $"github/pull-request/{request.GitHub.RepositoryId}/{request.GitHub.Number}";
        return $"{request.Entity[..^own.Length]}github/repository/{request.GitHub.RepositoryId}";
    }

    /// <summary>A push whose body is gone, or that is no push, breaks the chain and nothing else.</summary>
    private async Task<PushPayload?> TryReadAsync(DeliveryEvent delivery, CancellationToken cancellationToken)
    {
        try
        {
            return await payloads.ReadAsync(delivery.Payload, cancellationToken);
        }
        catch (ApplicationFailureException failure) when (failure.ErrorType is ErrorTypes.PayloadMissing or ErrorTypes.PayloadDamaged or ErrorTypes.PushUnreadable)
        {
            return null;
        }
    }
}
