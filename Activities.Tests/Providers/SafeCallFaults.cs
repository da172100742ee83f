using System.Net.Http.Headers;
using System.Text.Json.Serialization;
using Webhooks.Activities.Providers;
using Webhooks.Activities.Tests.Hosting;

namespace Webhooks.Activities.Tests.Providers;

public sealed class SafeCallFaults : ClientFaults
{
    private readonly CountedCredentials credentials = new();
    private FakeSystem system = null!; // Started before any call.
    private ProviderCalls calls = null!; // With it.

    protected override bool CanRefresh => true;

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
            () => new HttpRequestMessage(HttpMethod.Get, new Uri(system.Address, "/thing")), CallSafety.Safe, credentials, cancellationToken);
        Assert.Equal("thing", answer.Read<Thing>().Name);
    }

    private sealed record Thing([property: JsonPropertyName("name"), JsonRequired] string Name);

    private sealed class CountedCredentials : ProviderCredentials
    {
        private int number = 1;

        public override ValueTask<AuthenticationHeaderValue?> GetAsync(CancellationToken cancellationToken) =>
            ValueTask.FromResult<AuthenticationHeaderValue?>(new AuthenticationHeaderValue("Bearer", $"secret-number-{number}"));

        public override bool Forget()
        {
            number++;
            return true;
        }
    }
}
