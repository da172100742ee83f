using Webhooks.Activities.GitHub.Api;
using Webhooks.Activities.Tests.Hosting;
using Webhooks.Activities.Tests.Providers;

namespace Webhooks.Activities.Tests.GitHub;

public sealed class GitHubTokenFaults : ClientFaults
{
    private GitHubClient client = null!; // Started before any call.

    protected override async Task<(FakeServer Server, IDisposable Client)> StartAsync()
    {
        var gitHub = new FakeGitHubApi(Clock);
        gitHub.Commits.Add(FakeGitHubApi.Commit(1, files: 3));
        await gitHub.StartAsync();
        client = new GitHubClient(new GitHubSettings { ApiAddress = gitHub.Address, Token = FakeGitHubApi.Token, App = null }, Clock);
        return (gitHub, client);
    }

    protected override async Task CallAsync(CancellationToken cancellationToken) =>
        Assert.Equal(3, (await client.ReadCommitAsync("octo", "hello", FakeGitHubApi.Sha(1), cancellationToken)).Files.Count);
}
