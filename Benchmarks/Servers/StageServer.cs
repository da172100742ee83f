using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Webhooks.Benchmarks.Load;
using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Forwarding;
using Webhooks.Gateway.GitHub;
using Webhooks.Gateway.Receiving;
using Webhooks.Gateway.Storing;
using Webhooks.Storage.Ledger;

namespace Webhooks.Benchmarks.Servers;

/// <summary>The gateway's own parts up to a <see cref="Stage"/>, without what comes after: shows what each costs.</summary>
internal sealed class StageServer(Stage stage, string secret, string temporal)
{
    private readonly BodyBudget budget = new();
    private readonly EntitySignal signal = new(TemporalClient.CreateLazy(new TemporalClientConnectOptions(temporal) { Namespace = "default" }), OrderingSettings.Read(new ConfigurationBuilder().Build(), []));
    private readonly Source source = new()
    {
        Name = LoadPlan.SourceName,
        Provider = WebhookProvider.GitHub,
        Tenant = null,
        Secrets = [new SourceSecret(Encoding.UTF8.GetBytes(secret), DateTimeOffset.MinValue, DateTimeOffset.MaxValue)],
        MaximumBodyBytes = SourceCatalog.DefaultMaximumBodyBytes,
    };

    public async Task RunAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        await using var app = builder.Build();
        app.Run(HandleAsync);
        await app.RunAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new PooledBody(budget);
        var problem = await BodyReader.ReadAsync(context.Request, body, source.MaximumBodyBytes, static () => false, context.RequestAborted);
        if (problem is null && stage == Stage.Echo)
        {
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body.Bytes, context.RequestAborted);
            return;
        }

        problem ??= GitHubSteps.Steps.Screen(context.Request, source)
            ?? await GitHubSteps.Steps.Verify(context.Request, body.Bytes, source, TimeProvider.System.GetUtcNow(), context.RequestAborted);
        if (problem is null && stage == Stage.Verify)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        await Answers.WriteAsync(context, problem is { } found ? found : await RouteAsync(context, body.Bytes));
    }

    private async Task<ReceiveOutcome> RouteAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        var delivery = GitHubSteps.Steps.Identify(context.Request, body, source).Deliveries[0];
        if (stage == Stage.Signal && (await signal.SendAsync(RecordOf(delivery), TimeSpan.FromSeconds(30))).Failure is { } failure)
        {
            throw new InvalidOperationException($"Not signalled: {failure}");
        }

        var accepted = new Acceptance
        {
            DeliveryId = delivery.Key.DeliveryId,
            IsDuplicate = false,
            Entity = delivery.Entity?.Value,
            WorkflowId = delivery.Entity?.Value,
            State = DeliveryState.Signalled,
        };
        return new ReceiveOutcome { Stored = [new StoredDelivery(delivery, accepted)] };
    }

    private DeliveryRecord RecordOf(Identification delivery) => new()
    {
        Sequence = 1,
        DeliveryId = delivery.Key.DeliveryId,
        Key = delivery.Key.Value,
        Source = source.Name,
        Provider = source.Provider,
        EventName = delivery.EventName,
        Entity = delivery.Entity?.Value,
        WorkflowType = delivery.WorkflowType,
        State = DeliveryState.Accepted,
        ReceivedAt = TimeProvider.System.GetUtcNow(),
        Payload = new PayloadReference(1, 64, delivery.Body.Length, new string('0', 64)),
        DuplicateCount = 0,
        HasConflict = false,
        Event = delivery.Facts?.ToJson(),
    };
}
