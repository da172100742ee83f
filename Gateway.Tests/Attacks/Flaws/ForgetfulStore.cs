using Microsoft.Extensions.DependencyInjection;
using Webhooks.Contracts.Identities;
using Webhooks.Gateway.Storing;
using Webhooks.Storage.Journal;

namespace Webhooks.Gateway.Tests.Attacks.Flaws;

/// <summary>What it saw more than a day ago it has not seen.</summary>
internal sealed class ForgetfulStore(DeliveryStore inner, IServiceProvider services) : DelegatingStore(inner)
{
    public override async Task<Acceptance> AcceptAsync(AcceptedDelivery facts, ReadOnlyMemory<byte> body)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        return await base.FindAsync(facts.DeliveryId, CancellationToken.None) is { } known && now - known.ReceivedAt > TimeSpan.FromHours(24)
            ? await base.AcceptAsync(Again(facts, now), body)
            : await base.AcceptAsync(facts, body);
    }

    private static AcceptedDelivery Again(AcceptedDelivery facts, DateTimeOffset now)
    {
        var key = DeliveryKey.OfReplay(facts.Key, $"{now:O}");
        return facts with { Key = key.Value, DeliveryId = key.DeliveryId };
    }
}
