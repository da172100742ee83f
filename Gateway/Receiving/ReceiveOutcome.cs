namespace Webhooks.Gateway.Receiving;

/// <summary>How a request to a source ends: its deliveries are stored, or it was a handshake, or a problem and nothing was accepted.</summary>
internal sealed record ReceiveOutcome
{
    /// <summary>New and known ones, in the order of the body.</summary>
    public IReadOnlyList<StoredDelivery> Stored { get; init; } = [];

    /// <inheritdoc cref="Reading.IsBatch"/>
    public bool IsBatch { get; init; }

    public Handshake? Handshake { get; init; }

    public ReceiveProblem? Problem { get; init; }

    public static implicit operator ReceiveOutcome(ReceiveProblem problem) => new() { Problem = problem };

    public static implicit operator ReceiveOutcome(Handshake handshake) => new() { Handshake = handshake };
}
