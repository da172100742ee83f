using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Gateway.Receiving;
using Webhooks.Gateway.Storing;
using Webhooks.Gateway.Tests.EventGrid;
using Webhooks.Gateway.Tests.Hosting;
using Webhooks.Storage.Journal;

namespace Webhooks.Gateway.Tests.Attacks;

/// <summary>A whole gateway that is attacked: the real one, or one with a flawed part in place of a real one.</summary>
internal sealed class Target : IAsyncDisposable
{
    public const string ConnectIssuer = "7ee4f8d2-client-key";
    public const string RetiredSecret = "the one that was replaced";
    public const string QuerySecret = "A-Secret-In-The-Query";
    public const int SmallCap = 4096;

    private Target(TemporalStub temporal, Flaw flaw)
    {
        Temporal = temporal;
        App = new GatewayApp(temporal.Address) { Time = Clock, Fakes = services => Put(services, flaw) };
        PutSource(2, ("Name", "jira"), ("Provider", "Jira"), ("Secrets:0:Value", JiraDelivery.Secret));
        PutSource(3, ("Name", "connect"), ("Provider", "Jira"), ("Secrets:0:Value", JiraDelivery.Secret), ("Jira:ConnectIssuer", ConnectIssuer));
        PutSource(4, ("Name", "azure"), ("Provider", "EventGrid"), ("Secrets:0:Value", EventRequest.Secret),
            ("EventGrid:SecretHeader", "X-Grid-Secret"), ("EventGrid:ExpectedTopics:0", EventRequest.SubscriptionTopic));
        PutSource(5, ("Name", "query"), ("Provider", "EventGrid"), ("Secrets:0:Value", QuerySecret), ("EventGrid:SecretParameter", "code"));
        PutSource(6, ("Name", "entra"), ("Provider", "EventGrid"), ("EventGrid:Entra:Issuer", EntraStub.Issuer),
            ("EventGrid:Entra:Audience", EntraStub.Audience), ("EventGrid:Entra:MetadataAddress", "http://127.0.0.1:1/.well-known/openid-configuration"));
        PutSource(7, ("Name", "rotated"), ("Provider", "GitHub"), ("Secrets:0:Value", RetiredSecret),
            ("Secrets:0:NotAfter", $"{Clock.GetUtcNow().AddDays(-1):O}"), ("Secrets:1:Value", GatewayApp.Secret));
        PutSource(8, ("Name", "small"), ("Provider", "GitHub"), ("Secrets:0:Value", GatewayApp.Secret), ("MaximumBodyBytes", $"{SmallCap}"));
        Client = App.CreateClient();
    }

    public GatewayApp App { get; }

    public HttpClient Client { get; }

    public TemporalStub Temporal { get; }

    public MovedClock Clock { get; } = new();

    /// <summary>How many bytes of bodies were read.</summary>
    public long BytesRead { get; private set; }

    public UnsteadyStore Storage => App.Services.GetRequiredService<UnsteadyStore>();

    public static async Task<Target> StartAsync(Flaw? flaw = null) => new(await TemporalStub.StartAsync(), flaw ?? new Flaw { KilledBy = "" });

    /// <summary>What has reached the disk, repetitions included.</summary>
    public async Task<IReadOnlyList<AcceptedDelivery>> StoredAsync()
    {
        var stored = new List<AcceptedDelivery>();
        await foreach (var entry in App.Journal.ReadFromAsync(JournalPosition.Start, CancellationToken.None))
        {
            if (entry is DeliveryEntry { Facts: var facts })
            {
                stored.Add(facts);
            }
        }

        return stored;
    }

    public async Task<HttpStatusCode> SendAsync(HttpRequestMessage request) => (await Client.SendAsync(request)).StatusCode;

    /// <summary>None of the requests is let in, and none leaves anything on the disk.</summary>
    public async Task RefusesAsync(HttpStatusCode status, params IEnumerable<HttpRequestMessage> requests)
    {
        var before = (await StoredAsync()).Count;
        foreach (var request in requests)
        {
            Assert.Equal(status, await SendAsync(request));
        }

        Assert.Equal(before, (await StoredAsync()).Count);
    }

    /// <summary>Each of the requests is answered as known, and none leaves anything on the disk.</summary>
    public Task KnowsAsync(params IEnumerable<HttpRequestMessage> requests) => RefusesAsync(HttpStatusCode.OK, requests);

    /// <returns>What the gateway said of it.</returns>
    public async Task<JsonElement> AcceptsAsync(HttpRequestMessage request, HttpStatusCode status = HttpStatusCode.Accepted)
    {
        var response = await Client.SendAsync(request);
        Assert.Equal(status, response.StatusCode);
        return await response.JsonAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
        await Temporal.DisposeAsync();
    }

    private void PutSource(int index, params (string Key, string Value)[] settings)
    {
        foreach (var (key, value) in settings)
        {
            App.Settings.Put($"Webhooks:Sources:{index}:{key}", value);
        }
    }

    private void Put(IServiceCollection services, Flaw flaw)
    {
        var real = services.Last(service => service.ServiceType == typeof(ProviderCatalog)).ImplementationFactory
            ?? throw new InvalidOperationException("The catalog is made by a factory.");
        services
            .AddSingleton<JournalDeliveryStore>()
            .AddSingleton<UnsteadyStore>()
            .AddSingleton(provider => flaw.Store(provider.GetRequiredService<UnsteadyStore>(), provider))
            .AddSingleton(provider => flaw.Steps((ProviderCatalog)real(provider)))
            .AddSingleton<IStartupFilter>(new InFront((context, next) =>
            {
                context.Request.Body = new CountedBody(context.Request.Body, count => BytesRead += count);
                return flaw.Before(context, next);
            }));
    }
}
