using Webhooks.Reconciling.Tests.Hosting;

namespace Webhooks.Reconciling.Tests.GitHub;

/// <summary>A repository hook of a fake GitHub that delivers to a real gateway, and the reconciler between them.</summary>
internal sealed class GitHubWorld(ReconcilerWorld reconciler, FakeGitHub gitHub) : IAsyncDisposable
{
    public ReconcilerWorld Reconciler { get; } = reconciler;

    public FakeGitHub GitHub { get; } = gitHub;

    /// <param name="settings">Of the source, over those of a repository's hook; null takes one out.</param>
    public static async Task<GitHubWorld> StartAsync(string? logPath = null, params (string Key, string? Value)[] settings)
    {
        var world = await ReconcilerWorld.StartAsync(("Name", "hello"), ("Provider", "GitHub"), ("Secrets:0:Value", FakeGitHub.Secret));
        var gitHub = await FakeGitHub.StartAsync(world.Gateway.Address, world.NowAsync, logPath);
        await world.StartWorkerAsync(
        [
            Of("Hook", "repository"),
            Of("Repository", "octo/hello"),
            Of("HookId", FakeGitHub.HookId),
            Of("Token", FakeGitHub.Token),
            Of("ApiAddress", gitHub.Address.ToString()),
            .. settings.Select(each => Of(each.Key, each.Value)),
        ]);
        return new GitHubWorld(world, gitHub);
    }

    /// <summary>Whether the gateway has it.</summary>
    public async Task<bool> HasAsync(string guid) => await Reconciler.Gateway.FindAsync(FakeGitHub.IdOf(guid)) is not null;

    public async ValueTask DisposeAsync()
    {
        await Reconciler.DisposeAsync();
        await GitHub.DisposeAsync();
    }

    private static (string Key, string? Value) Of(string key, string? value) => ($"Webhooks:Sources:0:Reconcile:{key}", value);
}
