using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Temporalio.Exceptions;
using Webhooks.Activities.GitHub.Api;
using Webhooks.Activities.Tests.Hosting;

namespace Webhooks.Activities.Tests.GitHub;

public sealed class GitHubClientTests : IAsyncLifetime
{
    private static readonly DateTimeOffset From = new(2026, 11, 19, 0, 0, 0, TimeSpan.Zero);

    private readonly TestClock clock = new();
    private FakeGitHubApi gitHub = null!; // Set by InitializeAsync, which the runner calls before any test.
    private GitHubClient client = null!; // Likewise.

    public async Task InitializeAsync()
    {
        gitHub = new FakeGitHubApi(clock);
        await gitHub.StartAsync();
        client = new GitHubClient(new GitHubSettings { ApiAddress = gitHub.Address, Token = FakeGitHubApi.Token, App = null }, clock);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await gitHub.DisposeAsync();
    }

    [Fact]
    public async Task A_commit_is_told_with_its_parents_lines_and_all_pages_of_its_files()
    {
        gitHub.Commits.Add(FakeGitHubApi.Commit(5, files: 700, parents: [3, 4]));

        var commit = await CommitAsync(5);

        Assert.Equal(700, commit.Files.Select(file => file.Path).Distinct().Count());
        Assert.Equal((1400, 700, true), (commit.Additions, commit.Deletions, commit.HasAllFiles));
        Assert.Equal([FakeGitHubApi.Sha(3), FakeGitHubApi.Sha(4)], commit.Parents);
        Assert.Equal(("Mona Lisa", "mona", "GitHub", null), (commit.Author.Name, commit.Author.Username, commit.Committer.Name, commit.Committer.Username));
        Assert.Equal(3, gitHub.Asked.Count);
    }

    [Fact]
    public async Task What_became_of_each_file_is_told()
    {
        var commit = FakeGitHubApi.Commit(5);
        commit["files"] = new JsonArray(
            FakeGitHubApi.File("a", "added"), FakeGitHubApi.File("m"), FakeGitHubApi.File("d", "removed"), FakeGitHubApi.File("n", "renamed", "o"),
            FakeGitHubApi.File("c", "copied", "m"), FakeGitHubApi.File("t", "changed"), FakeGitHubApi.File("u", "unchanged"));
        gitHub.Commits.Add(commit);

        var files = (await CommitAsync(5)).Files;

        Assert.Equal(
            [("a", FileStatus.Added), ("m", FileStatus.Modified), ("d", FileStatus.Removed), ("n", FileStatus.Renamed), ("c", FileStatus.Copied), ("t", FileStatus.Modified), ("u", FileStatus.Unchanged)],
            files.Select(file => (file.Path, file.Status)));
        Assert.Equal("o", files[3].PreviousPath);
    }

    [Fact]
    public async Task A_days_commits_are_those_of_UTC_on_all_pages()
    {
        gitHub.Commits.Add(FakeGitHubApi.Commit(900, "2026-11-20T00:00:00Z"));
        gitHub.Commits.Add(FakeGitHubApi.Commit(901, "2026-11-20T01:30:00+02:00"));
        for (var i = 0; i < 250; i++)
        {
            gitHub.Commits.Add(FakeGitHubApi.Commit(i));
        }

        gitHub.Commits.Add(FakeGitHubApi.Commit(902, "2026-11-19T00:00:00Z"));
        gitHub.Commits.Add(FakeGitHubApi.Commit(903, "2026-11-19T01:00:00+02:00"));

        var commits = await client.CommitsAsync("octo", "hello", From, From.AddDays(1), CancellationToken.None);

        Assert.True(commits.IsComplete);
        Assert.Equal(252, commits.Commits.Count);
        Assert.Equal((FakeGitHubApi.Sha(901), FakeGitHubApi.Sha(902)), (commits.Commits[0].Sha, commits.Commits[^1].Sha));
        Assert.Equal(3, gitHub.Asked.Count);
        Assert.Null(commits.Commits[0].Additions);
    }

    [Fact]
    public async Task A_repository_without_a_commit_had_none_that_day() =>
        Assert.Empty((await client.CommitsAsync("octo", "hello", From, From.AddDays(1), CancellationToken.None)).Commits);

    [Fact]
    public async Task A_comparison_has_all_commits_and_the_files_of_its_first_page()
    {
        for (var i = 0; i < 130; i++)
        {
            gitHub.Commits.Add(FakeGitHubApi.Commit(i));
        }

        var comparison = await client.CompareAsync("octo", "hello", "v1", "feature/x", CancellationToken.None);

        Assert.Equal(("ahead", 130, 130, true), (comparison.Status, comparison.TotalCommits, comparison.Commits.Count, comparison.HasAllCommits));
        Assert.Equal(("src/a.cs", "src/b.cs"), (comparison.Files.Single().Path, comparison.Files.Single().PreviousPath));
    }

    [Fact]
    public async Task A_pull_request_is_told_with_its_files_commits_and_reviews()
    {
        PullRequest(files: 120, commits: 2, reviews: 101);

        var pull = await client.ReadPullRequestAsync("octo", "hello", 7, CancellationToken.None);

        Assert.Equal((7, "Say hello", "closed", "mona", "hubot", "main", "feature/x"), (pull.Number, pull.Title, pull.State, pull.Author, pull.MergedBy, pull.BaseBranch, pull.HeadBranch));
        Assert.Equal((120, 2, 101, true), (pull.Files.Count, pull.Commits.Count, pull.Reviews.Count, pull.IsComplete));
        Assert.Equal((FakeGitHubApi.Sha(9), new DateTimeOffset(2026, 11, 19, 10, 0, 0, TimeSpan.Zero)), (pull.MergeCommitSha, pull.MergedAt));
        Assert.Equal(("octocat", "APPROVED"), (pull.Reviews[0].Reviewer, pull.Reviews[0].Verdict));
        Assert.Equal(["bug"], pull.Labels);
    }

    [Fact]
    public async Task A_pull_request_with_more_than_GitHub_lists_says_so()
    {
        PullRequest(files: 2, commits: 1, reviews: 0);
        gitHub.Pull!["changed_files"] = 3; // Set above.

        Assert.False((await client.ReadPullRequestAsync("octo", "hello", 7, CancellationToken.None)).IsComplete);
    }

    [Fact]
    public async Task A_list_without_end_is_read_to_a_bound()
    {
        var page = 1;
        gitHub.Interrupt = async context =>
        {
            context.Response.Headers.Link = $"<{FakeGitHubApi.Elsewhere}/?page={++page}>; rel=\"next\"";
            await context.Response.WriteAsync("[]", CancellationToken.None);
            return true;
        };

        Assert.False((await client.CommitsAsync("octo", "hello", From, From.AddDays(1), CancellationToken.None)).IsComplete);
        Assert.Equal(30, gitHub.Asked.Count);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("0")]
    [InlineData("-2")]
    [InlineData("two")]
    public async Task A_page_that_leads_back_ends_the_call(string next)
    {
        gitHub.Interrupt = async context =>
        {
            context.Response.Headers.Link = $"<{gitHub.Address}?page={next}>; rel=\"next\"";
            await context.Response.WriteAsync("[]", CancellationToken.None);
            return true;
        };

        Assert.Equal(ErrorTypes.ProviderAnswer, await FailureAsync(client.CommitsAsync("octo", "hello", From, From.AddDays(1), CancellationToken.None)));
        Assert.Single(gitHub.Asked);
    }

    [Fact]
    public async Task A_token_that_ends_between_two_pages_is_replaced_and_no_page_is_lost_or_doubled()
    {
        using var key = RSA.Create(2048);
        using var app = new GitHubClient(
            new GitHubSettings { ApiAddress = gitHub.Address, Token = null, App = new GitHubApp("12345", key.ExportPkcs8PrivateKeyPem(), 99) }, clock);
        for (var i = 0; i < 250; i++)
        {
            gitHub.Commits.Add(FakeGitHubApi.Commit(i));
        }

        gitHub.Interrupt = context =>
        {
            if (context.Request.Query["page"] == "2" && gitHub.Granted == 1)
            {
                gitHub.Authorized = "revoked meanwhile";
            }

            return Task.FromResult(false);
        };

        var commits = await app.CommitsAsync("octo", "hello", From, From.AddDays(1), CancellationToken.None);

        Assert.Equal((250, 2), (commits.Commits.Count, gitHub.Granted));
        Assert.Equal(1, gitHub.Asked.Count(each => each.Contains("page=3", StringComparison.Ordinal)));
        Assert.Equal(2, gitHub.Asked.Count(each => each.Contains("&page=2", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Calls_at_once_wait_for_one_token()
    {
        using var key = RSA.Create(2048);
        using var app = new GitHubClient(
            new GitHubSettings { ApiAddress = gitHub.Address, Token = null, App = new GitHubApp("12345", key.ExportPkcs8PrivateKeyPem(), 99) }, clock);
        gitHub.Commits.Add(FakeGitHubApi.Commit(1));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.ReadCommitAsync("octo", "hello", FakeGitHubApi.Sha(1), CancellationToken.None)));

        Assert.Equal(1, gitHub.Granted);
    }

    [Fact]
    public async Task When_a_page_in_the_middle_fails_for_good_there_is_no_half_list()
    {
        for (var i = 0; i < 250; i++)
        {
            gitHub.Commits.Add(FakeGitHubApi.Commit(i));
        }

        gitHub.Interrupt = OnPage("2", StatusCodes.Status502BadGateway);

        Assert.Equal(ErrorTypes.Unavailable, await FailureAsync(client.CommitsAsync("octo", "hello", From, From.AddDays(1), CancellationToken.None)));
    }

    [Fact]
    public async Task When_a_page_in_the_middle_is_held_up_shortly_the_list_is_whole()
    {
        for (var i = 0; i < 250; i++)
        {
            gitHub.Commits.Add(FakeGitHubApi.Commit(i));
        }

        var left = 1;
        gitHub.Interrupt = async context => left > 0 && await OnPage("2", StatusCodes.Status429TooManyRequests, ("Retry-After", "3"))(context) && --left >= 0;

        var commits = client.CommitsAsync("octo", "hello", From, From.AddDays(1), CancellationToken.None);
        await clock.PassAsync(commits, TimeSpan.FromSeconds(5));

        Assert.Equal(250, (await commits).Commits.Count);
    }

    [Fact]
    public async Task When_nothing_is_left_of_the_hour_GitHub_is_not_asked_until_it_says()
    {
        gitHub.Commits.Add(FakeGitHubApi.Commit(1));
        gitHub.Interrupt = context =>
        {
            context.Response.Headers["x-ratelimit-remaining"] = "0";
            context.Response.Headers["x-ratelimit-reset"] = clock.GetUtcNow().AddMinutes(20).ToUnixTimeSeconds().ToString();
            return Task.FromResult(false);
        };
        await CommitAsync(1);
        clock.Advance(TimeSpan.FromMinutes(5));

        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(() => CommitAsync(1));

        Assert.Equal((ErrorTypes.RateLimited, TimeSpan.FromMinutes(15)), (failure.ErrorType, failure.NextRetryDelay));
        Assert.Single(gitHub.Asked);
        clock.Advance(TimeSpan.FromMinutes(15));
        await CommitAsync(1);
        Assert.Equal(2, gitHub.Asked.Count);
    }

    [Theory]
    [InlineData(403, "x-ratelimit-remaining", "0", 90)]
    [InlineData(403, "Retry-After", "70", 70)]
    [InlineData(429, "Retry-After", "70", 70)]
    [InlineData(403, "x-ratelimit-remaining", "4000", 60)]
    public async Task A_limit_is_told_from_a_refusal_and_nobody_else_runs_into_it(int status, string header, string value, int seconds)
    {
        gitHub.Commits.Add(FakeGitHubApi.Commit(1));
        gitHub.Interrupt = async context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers[header] = value;
            context.Response.Headers["x-ratelimit-reset"] = clock.GetUtcNow().AddSeconds(90).ToUnixTimeSeconds().ToString();
            await context.Response.WriteAsync("""{"message":"You have exceeded a secondary rate limit. Please wait a few minutes."}""", CancellationToken.None);
            return true;
        };

        var first = await Assert.ThrowsAsync<ApplicationFailureException>(() => CommitAsync(1));
        var second = await Assert.ThrowsAsync<ApplicationFailureException>(() => CommitAsync(1));

        Assert.Equal((ErrorTypes.RateLimited, TimeSpan.FromSeconds(seconds)), (first.ErrorType, first.NextRetryDelay));
        Assert.Equal(first.ErrorType, second.ErrorType);
        Assert.Single(gitHub.Asked);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found() => Assert.Equal(ErrorTypes.NotFound, await FailureAsync(CommitAsync(1)));

    [Theory]
    [InlineData("..", "hello")]
    [InlineData("octo", "..")]
    [InlineData("octo/other", "hello")]
    [InlineData("octo", "hello?x=y")]
    [InlineData("octo", "")]
    public async Task A_name_that_is_none_leads_nowhere(string owner, string repository)
    {
        Assert.Equal(ErrorTypes.NotFound, await FailureAsync(client.ReadCommitAsync(owner, repository, FakeGitHubApi.Sha(1), CancellationToken.None)));
        Assert.Equal(ErrorTypes.NotFound, await FailureAsync(client.ReadCommitAsync("octo", "hello", "../../user", CancellationToken.None)));
        Assert.Empty(gitHub.Asked);
    }

    [Fact]
    public async Task The_answer_about_another_commit_is_not_taken()
    {
        gitHub.Interrupt = async context =>
        {
            await context.Response.WriteAsync(FakeGitHubApi.Commit(2).ToJsonString(), CancellationToken.None);
            return true;
        };

        Assert.Equal(ErrorTypes.ProviderAnswer, await FailureAsync(CommitAsync(1)));
    }

    private static Func<HttpContext, Task<bool>> OnPage(string page, int status, params (string Name, string Value)[] headers) => context =>
    {
        if (context.Request.Query["page"] != page)
        {
            return Task.FromResult(false);
        }

        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        return Task.FromResult(true);
    };

    private Task<RepositoryCommit> CommitAsync(int number) => client.ReadCommitAsync("octo", "hello", FakeGitHubApi.Sha(number), CancellationToken.None);

    private async Task<string?> FailureAsync(Task call)
    {
        await clock.PassAsync(call, TimeSpan.FromSeconds(5));
        return (await Assert.ThrowsAsync<ApplicationFailureException>(() => call)).ErrorType;
    }

    private void PullRequest(int files, int commits, int reviews)
    {
        gitHub.Pull = new JsonObject
        {
            ["number"] = 7,
            ["title"] = "Say hello",
            ["body"] = null,
            ["state"] = "closed",
            ["draft"] = false,
            ["merged_at"] = "2026-11-19T10:00:00Z",
            ["merge_commit_sha"] = FakeGitHubApi.Sha(9),
            ["user"] = new JsonObject { ["login"] = "mona" },
            ["merged_by"] = new JsonObject { ["login"] = "hubot" },
            ["labels"] = new JsonArray(new JsonObject { ["name"] = "bug" }),
            ["base"] = new JsonObject { ["ref"] = "main" },
            ["head"] = new JsonObject { ["ref"] = "feature/x", ["repo"] = null },
            ["additions"] = 10,
            ["deletions"] = 2,
            ["changed_files"] = files,
            ["commits"] = commits,
        };
        gitHub.PullFiles.AddRange(Enumerable.Range(0, files).Select(file => FakeGitHubApi.File($"src/{file}.cs")));
        gitHub.PullCommits.AddRange(Enumerable.Range(0, commits).Select(commit => FakeGitHubApi.Commit(commit)));
        gitHub.Reviews.AddRange(Enumerable.Range(0, reviews).Select(review => new JsonObject
        {
            ["id"] = review,
            ["user"] = new JsonObject { ["login"] = "octocat" },
            ["state"] = "APPROVED",
            ["submitted_at"] = "2026-11-19T09:00:00Z",
            ["body"] = "",
        }));
    }
}
