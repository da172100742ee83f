using System.Globalization;
using System.Net;
using Temporalio.Exceptions;
using Webhooks.Activities.Providers;

namespace Webhooks.Activities.GitHub.Api;

/// <summary>
/// What GitHub knows of repositories beyond what it delivers. All pages of a list or none: a failure in the middle is the failure of the call. A
/// repository that was renamed is not found under its old name.
/// </summary>
public sealed class GitHubClient : IDisposable
{
    private const long LongestAnswer = 32 * 1024 * 1024;

    /// <summary>GitHub lists 3,000 files at most, 300 a page of a commit and 100 a page of a pull request.</summary>
    private const int MostCommitPages = 10;

    private const int MostPages = 30;

    private readonly GitHubSettings settings;
    private readonly TimeProvider time;
    private readonly ProviderCalls calls;
    private readonly ProviderCredentials credentials;

    /// <summary>Until when nothing is left of the hour's requests; ticks. Going on regardless is what GitHub bans for.</summary>
    private long usedUpUntil;

    public GitHubClient(GitHubSettings settings, TimeProvider time)
    {
        (this.settings, this.time) = (settings, time);
        calls = new ProviderCalls(GitHubRequests.Options(LongestAnswer), time);
        credentials = settings.App is { } app
            ? new GitHubInstallationCredentials(calls, settings.ApiAddress, app, time)
            : ProviderCredentials.Bearer(settings.Token ?? "");
    }

    public void Dispose() => calls.Dispose();

    /// <summary>A commit with its files, lines and parents.</summary>
    /// <exception cref="ApplicationFailureException">GitHub does not tell.</exception>
    public async Task<RepositoryCommit> ReadCommitAsync(string owner, string repository, string sha, CancellationToken cancellationToken)
    {
        if (!PushPayload.IsSha(sha))
        {
            throw NoSuch("commit");
        }

        GitHubJson.Commit? commit = null;
        List<FileChange> files = [];
        var path = $"{PathOf(owner, repository)}/commits/{sha}";
        var isComplete = await PagesAsync(path, "", MostCommitPages, answer =>
        {
            var page = answer.Read<GitHubJson.Commit>();
            // What would be written about it is about another one.
            commit ??= string.Equals(page.Sha, sha, StringComparison.OrdinalIgnoreCase) ? page : throw Misleading(answer);
            files.AddRange((page.Files ?? []).Select(file => file.ToChange()));
        }, cancellationToken);
        return commit!.ToCommit(files, isComplete); // The first page had it.
    }

    /// <param name="owner">Of the repository.</param>
    /// <param name="repository">Its name.</param>
    /// <param name="from">Hash, branch or tag.</param>
    /// <param name="to">Likewise.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<CommitComparison> CompareAsync(string owner, string repository, string from, string to, CancellationToken cancellationToken)
    {
        if (from.Length == 0 || to.Length == 0)
        {
            throw NoSuch("comparison");
        }

        GitHubJson.Comparison? first = null;
        List<RepositoryCommit> commits = [];
        var path = $"{PathOf(owner, repository)}/compare/{Uri.EscapeDataString(from)}...{Uri.EscapeDataString(to)}";
        var isComplete = await PagesAsync(path, "per_page=100", MostPages, answer =>
        {
            var page = answer.Read<GitHubJson.Comparison>();
            first ??= page;
            commits.AddRange(page.Commits.Select(commit => commit.ToCommit()));
        }, cancellationToken);
        return new CommitComparison
        {
            Status = GitHubJson.Cut(first!.Status, 20), // There was a first page.
            AheadBy = first.AheadBy,
            BehindBy = first.BehindBy,
            TotalCommits = first.TotalCommits,
            Commits = commits,
            Files = [.. (first.Files ?? []).Select(file => file.ToChange())],
            HasAllCommits = isComplete,
        };
    }

    /// <summary>A pull request with its files, commits and reviews.</summary>
    /// <exception cref="ApplicationFailureException">GitHub does not tell.</exception>
    public async Task<PullRequest> ReadPullRequestAsync(string owner, string repository, int number, CancellationToken cancellationToken)
    {
        var path = $"{PathOf(owner, repository)}/pulls/{number.ToString(CultureInfo.InvariantCulture)}";
        var answer = await GetAsync(path, cancellationToken);
        var pull = answer.Read<GitHubJson.Pull>();
        if (pull.Number != number)
        {
            throw Misleading(answer);
        }

        var (files, _) = await ListAsync<GitHubJson.File>($"{path}/files", "", cancellationToken);
        var (commits, _) = await ListAsync<GitHubJson.Commit>($"{path}/commits", "", cancellationToken);
        var (reviews, allReviews) = await ListAsync<GitHubJson.Review>($"{path}/reviews", "", cancellationToken);
        return pull.ToPullRequest(
            [.. files.Select(file => file.ToChange())],
            [.. commits.Select(commit => commit.ToCommit())],
            [.. reviews.Select(review => review.ToReview())],
            allReviews);
    }

    /// <summary>Commits on the default branch that were committed within a span of time.</summary>
    /// <param name="owner">Of the repository.</param>
    /// <param name="repository">Its name.</param>
    /// <param name="from">Included.</param>
    /// <param name="until">Not included.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ApplicationFailureException">GitHub does not tell.</exception>
    public async Task<ListedCommits> CommitsAsync(string owner, string repository, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var (listed, isComplete) = await ListAsync<GitHubJson.Commit>(
            $"{PathOf(owner, repository)}/commits", $"since={Instant(from)}&until={Instant(until)}&", cancellationToken, HttpStatusCode.Conflict);
        // Whether the bounds themselves are included is not documented.
        return new ListedCommits(
            [.. listed.Select(commit => commit.ToCommit()).Where(commit => commit.CommittedAt >= from && commit.CommittedAt < until).DistinctBy(commit => commit.Sha, StringComparer.Ordinal)],
            isComplete);
    }

    private static string Instant(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <param name="path">Of the list.</param>
    /// <param name="query">Empty, or ends with an ampersand.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <param name="nothing">The status that means an empty list, when there is one: that of a repository without a commit.</param>
    private async Task<(List<T> Items, bool IsComplete)> ListAsync<T>(
        string path, string query, CancellationToken cancellationToken, HttpStatusCode? nothing = null)
        where T : class
    {
        List<T> items = [];
        var isComplete = await PagesAsync(path, $"{query}per_page=100", MostPages, answer =>
        {
            if (answer.Status != nothing)
            {
                items.AddRange(answer.Read<List<T?>>().Select(item => item ?? throw Misleading(answer)));
            }
        }, cancellationToken);
        return (items, isComplete);
    }

    /// <returns>False when there are more pages than are read.</returns>
    private async Task<bool> PagesAsync(string path, string query, int most, Action<ProviderAnswer> read, CancellationToken cancellationToken)
    {
        var page = 1;
        for (var count = 0; count < most; count++)
        {
            var numbered = page == 1 ? query : $"{query}{(query.Length > 0 ? "&" : "")}page={page.ToString(CultureInfo.InvariantCulture)}";
            var answer = await GetAsync(numbered.Length > 0 ? $"{path}?{numbered}" : path, cancellationToken);
            read(answer);
            if (LinkHeader.Next(answer.Header("Link"), "page") is not { } next)
            {
                return true;
            }

            page = int.TryParse(next, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > page ? number : throw Misleading(answer);
        }

        return false;
    }

    private async Task<ProviderAnswer> GetAsync(string path, CancellationToken cancellationToken)
    {
        var rest = new DateTimeOffset(Interlocked.Read(ref usedUpUntil), TimeSpan.Zero) - time.GetUtcNow();
        if (rest > TimeSpan.Zero)
        {
            throw new ApplicationFailureException("GitHub is not asked: nothing is left of the requests it allows.", ErrorTypes.RateLimited, nextRetryDelay: rest);
        }

        try
        {
            var answer = await calls.SendAsync(
                () => GitHubRequests.Create(settings.ApiAddress, HttpMethod.Get, path), CallSafety.Safe, credentials, cancellationToken);
            if (answer.Header("x-ratelimit-remaining") == "0"
                && long.TryParse(answer.Header("x-ratelimit-reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var reset)
                && reset < DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            {
                Stop(DateTimeOffset.FromUnixTimeSeconds(reset));
            }

            return answer;
        }
        catch (ApplicationFailureException failure) when (failure is { ErrorType: ErrorTypes.RateLimited, NextRetryDelay: { } wait })
        {
            Stop(time.GetUtcNow() + wait);
            throw;
        }
    }

    /// <summary>At most for as long as the hour that GitHub counts in, whatever it tells.</summary>
    private void Stop(DateTimeOffset until)
    {
        var latest = time.GetUtcNow().AddHours(1);
        Interlocked.Exchange(ref usedUpUntil, (until < latest ? until : latest).UtcTicks);
    }

    /// <summary>Names as GitHub allows them, so that nothing in them leads to another place.</summary>
    private static string PathOf(string owner, string repository) =>
        IsName(owner) && IsName(repository) ? $"repos/{owner}/{repository}" : throw NoSuch("repository");

    private static bool IsName(string name) => name is not ("" or "." or "..") && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    private static ApplicationFailureException NoSuch(string what) =>
        new($"GitHub has no {what} of such a name.", ErrorTypes.NotFound, nonRetryable: true);

    private static ApplicationFailureException Misleading(ProviderAnswer answer) =>
        new($"{answer.What} is answered with something else than was asked for.", ErrorTypes.ProviderAnswer);
}
