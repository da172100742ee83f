using System.Text.Json;

namespace Webhooks.Gateway.Replaying;

/// <summary>A replay as it is kept over restarts and as the API shows it.</summary>
internal sealed record ReplayDocument
{
    /// <summary>Of so many deliveries the API names the first ones; all of them are in the ledger.</summary>
    public const int MostNamed = 100;

    public required string ReplayId { get; init; }

    public required ReplayState State { get; init; }

    public required string RequestedBy { get; init; }

    /// <summary>To whom the one who asked is limited.</summary>
    public string? Tenant { get; init; }

    public required ReplayRequest Request { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public string? StoppedBy { get; init; }

    /// <summary>It waits, because as many deliveries as may be wait for their signal.</summary>
    public bool IsHeldBack { get; init; }

    public required int Total { get; init; }

    /// <summary>Replayed or refused.</summary>
    public int Done { get; init; }

    public int Replayed { get; init; }

    /// <summary>How many of <see cref="Replayed"/> could not be verified again and were asked for all the same.</summary>
    public int Unverified { get; init; }

    /// <summary>How many were refused, by reason.</summary>
    public IReadOnlyDictionary<ReplayRefusal, int> Refused { get; init; } = new Dictionary<ReplayRefusal, int>();

    /// <summary>The first <see cref="MostNamed"/> that were replayed or refused.</summary>
    public IReadOnlyList<ReplayedDelivery> Deliveries { get; init; } = [];

    public static ReplayDocument FromJson(byte[] json) =>
        JsonSerializer.Deserialize(json, ReplayJson.Default.ReplayDocument) ?? throw new JsonException("A replay that is kept is empty.");

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ReplayJson.Default.ReplayDocument);

    public ReplayDocument With(ReplayedDelivery delivery)
    {
        var refused = Refused;
        if (delivery.Refusal is { } refusal)
        {
            refused = new Dictionary<ReplayRefusal, int>(Refused) { [refusal] = Refused.GetValueOrDefault(refusal) + 1 };
        }

        return this with
        {
            Done = Done + 1,
            Replayed = Replayed + (delivery.Refusal is null ? 1 : 0),
            Unverified = Unverified + (delivery is { Refusal: null, IsVerified: false } ? 1 : 0),
            Refused = refused,
            Deliveries = Deliveries.Count < MostNamed ? [.. Deliveries, delivery] : Deliveries,
        };
    }
}
