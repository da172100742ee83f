using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Webhooks.Activities.GitHub.Api;
using Webhooks.Activities.Tests.Hosting;
using Webhooks.Activities.Tests.Providers;

namespace Webhooks.Activities.Tests.GitHub;

public sealed class GitHubInstallationFaults : ClientFaults
{
    private GitHubClient client = null!; // Started before any call.

    protected override bool CanRefresh => true;

    protected override async Task<(FakeServer Server, IDisposable Client)> StartAsync()
    {
        var gitHub = new FakeGitHubApi(Clock);
        gitHub.Commits.Add(FakeGitHubApi.Commit(1, files: 3));
        await gitHub.StartAsync();
        using var key = RSA.Create(2048);
        client = new GitHubClient(
            new GitHubSettings { ApiAddress = gitHub.Address, Token = null, App = new GitHubApp("12345", key.ExportPkcs8PrivateKeyPem(), 99) }, Clock);
        return (gitHub, client);
    }

    protected override async Task CallAsync(CancellationToken cancellationToken) =>
        Assert.Equal(3, (await client.ReadCommitAsync("octo", "hello", FakeGitHubApi.Sha(1), cancellationToken)).Files.Count);

    protected override bool IsCall(HttpRequest request) => HttpMethods.IsGet(request.Method);
}
