using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Storing;
using Webhooks.Gateway.Tests.Attacks;
using Webhooks.Gateway.Tests.EventGrid;
using Webhooks.Gateway.Tests.Hosting;
using Webhooks.Storage.Journal;

namespace Webhooks.Gateway.Tests.StatusMatrix;

/// <summary>A gateway with one source of each provider, in which everything can be brought into disorder and back.</summary>
internal sealed class Lab : IAsyncDisposable
{
    private readonly GatewayApp app;
    private readonly HttpClient client;
    private int probes;

    private Lab(TemporalStub temporal)
    {
        Temporal = temporal;
        app = new GatewayApp(temporal.Address) { Time = Clock, Fakes = Put };
        (string Key, string Value)[] settings =
        [
            ("Limits:Wait", "00:00:00"),
            ("Sources:2:Name", "jira"), ("Sources:2:Provider", "Jira"), ("Sources:2:Secrets:0:Value", JiraDelivery.Secret),
            ("Sources:3:Name", "azure"), ("Sources:3:Provider", "EventGrid"), ("Sources:3:Secrets:0:Value", EventRequest.Secret),
            ("Sources:3:EventGrid:SecretHeader", "X-Grid-Secret"),
        ];
        foreach (var (key, value) in settings)
        {
            app.Settings.Put($"Webhooks:{key}", value);
        }

        client = app.CreateClient();
    }

    public StoppedClock Clock { get; } = new();

    public TemporalStub Temporal { get; }

    public IServiceProvider Services => app.Services;

    public UnsteadyStore Storage => Services.GetRequiredService<UnsteadyStore>();

    public static async Task<Lab> StartAsync() => new(await TemporalStub.StartAsync());

    public void Change(FakeProvider provider, string key, string value) => app.Settings.Change(($"Webhooks:Sources:{provider.Index}:{key}", value));

    public Source Source(FakeProvider provider) =>
        Services.GetRequiredService<LiveSources>().Find(provider.Source) ?? throw new InvalidOperationException("It is configured.");

    /// <returns>Null when there was no answer.</returns>
    public async Task<int?> SendAsync(HttpRequestMessage request)
    {
        try
        {
            return (int)(await client.SendAsync(request)).StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Ids of what is on the disk and can be looked up, repetitions included.</summary>
    public async Task<IReadOnlyList<string>> KeptAsync()
    {
        var kept = new List<string>();
        await foreach (var entry in app.Journal.ReadFromAsync(JournalPosition.Start, CancellationToken.None))
        {
            if (entry is DeliveryEntry { Facts.DeliveryId: var id })
            {
                Assert.NotNull(await app.FindAsync(id));
                kept.Add(id);
            }
        }

        return kept;
    }

    /// <summary>How many requests to a source, or to the one that does not exist, were turned away with a record.</summary>
    public async Task<int> EvidenceAsync(FakeProvider provider)
    {
        // Records are written in order and behind the answer: when this one is there, all before it are.
        probes++;
        Assert.Equal((int)HttpStatusCode.Unauthorized, await SendAsync(new Delivery { Source = "tenant" }.Unsigned()));
        var seen = 0;
        await Eventually.TrueAsync(
            async () =>
            {
                var records = await app.Store.Ledger.RejectionsAsync(500, null, CancellationToken.None);
                seen = records.Count(record => record.Source == provider.Source || record.Source == "/webhooks/nobody");
                return records.Count(record => record.Source == "tenant") == probes;
            },
            "the probe is on record");
        return seen;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        await Temporal.DisposeAsync();
    }

    private static void Put(IServiceCollection services) => services
        .AddSingleton<JournalDeliveryStore>()
        .AddSingleton<UnsteadyStore>()
        .AddSingleton<DeliveryStore>(provider => provider.GetRequiredService<UnsteadyStore>())
        .AddSingleton<IStartupFilter>(new InFront((context, next) =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Loopback;
            return next(context);
        }));
}
