using Microsoft.Extensions.Logging;
using Temporalio.Exceptions;
using Webhooks.Activities.GitHub;
using Webhooks.Activities.GitHub.Api;

namespace Webhooks.Activities.Commits;

/// <summary>Asks GitHub for what a push does not tell of a commit. What the push tells is enough: no commit fails or waits for this.</summary>
public sealed partial class CommitEnrichment(GitHubClient github, TimeProvider time, ILogger<CommitEnrichment> logger)
{
    /// <summary>Well within the attempt of the activity that waits for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <returns>The commit with GitHub's files and parents; or as it was, with the reason.</returns>
    internal async Task<PushedCommit> EnrichAsync(CommitReference reference, PushedCommit commit, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return Enriched(commit, await github.ReadCommitAsync(reference.Owner, reference.Repository, reference.Sha, either.Token));
        }
        catch (ApplicationFailureException failure)
        {
            Log.NotEnriched(logger, reference.Owner, reference.Repository, reference.Sha, failure.Message);
            return commit with { NotEnriched = failure.ErrorType };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotEnriched(logger, reference.Owner, reference.Repository, reference.Sha, "GitHub does not answer in time.");
            return commit with { NotEnriched = ErrorTypes.Unavailable };
        }
    }

    /// <summary>A push tells of a renamed file as one that was removed and one that was added, and so is it told here.</summary>
    private static PushedCommit Enriched(PushedCommit commit, RepositoryCommit told)
    {
        var known = commit with { Details = new CommitDetails { Additions = told.Additions, Deletions = told.Deletions, Parents = told.Parents } };
        return told.HasAllFiles
            ? known with
            {
                Added = Paths(told, FileStatus.Added, FileStatus.Copied, FileStatus.Renamed),
                Modified = Paths(told, FileStatus.Modified),
                Removed = [.. Paths(told, FileStatus.Removed), .. told.Files.Where(file => file.Status == FileStatus.Renamed).Select(file => file.PreviousPath).OfType<string>()],
            }
            : known;
    }

    private static List<string> Paths(RepositoryCommit told, params FileStatus[] statuses) =>
        [.. told.Files.Where(file => statuses.Contains(file.Status)).Select(file => file.Path)];

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Commit {Sha} of {Owner}/{Repository} is documented from its push alone. {Reason}")]
        public static partial void NotEnriched(ILogger logger, string owner, string repository, string sha, string reason);
    }
}
