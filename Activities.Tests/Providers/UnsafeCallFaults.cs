using Webhooks.Activities.Providers;
using Webhooks.Activities.Tests.Hosting;

namespace Webhooks.Activities.Tests.Providers;

public sealed class UnsafeCallFaults : ClientFaults
{
    private FakeSystem system = null!; // Started before any call.
    private ProviderCalls calls = null!; // With it.

    protected override bool IsSafe => false;

    protected override bool ReadsJson => false;

    protected override async Task<(FakeServer Server, IDisposable Client)> StartAsync()
    {
        system = new FakeSystem();
        await system.StartAsync();
        calls = new ProviderCalls(new ProviderCallOptions { System = "Fake" }, Clock);
        return (system, calls);
    }

    protected override async Task CallAsync(CancellationToken cancellationToken)
    {
        var answer = await calls.SendAsync(
            () => new HttpRequestMessage(HttpMethod.Post, new Uri(system.Address, "/things")) { Content = new StringContent("written anew for each try") },
            CallSafety.Unsafe,
            ProviderCredentials.Basic("user", "password"),
            cancellationToken);
        if (!answer.IsSuccess)
        {
            throw answer.Unexpected();
        }
    }
}
