namespace Webhooks.Gateway.Receiving;

/// <summary>What identification made of a verified request: its deliveries, or an end before anything is stored.</summary>
internal sealed record Reading
{
    /// <summary>At least one unless <see cref="Ended"/> is set. All of them are stored before any of them is answered.</summary>
    public IReadOnlyList<Identification> Deliveries { get; init; } = [];

    /// <summary>The body was a list, also when it has one element: the answer is a list too.</summary>
    public bool IsBatch { get; init; }

    /// <summary>A problem, or a handshake.</summary>
    public ReceiveOutcome? Ended { get; init; }

    public static implicit operator Reading(Identification delivery) => new() { Deliveries = [delivery] };

    public static implicit operator Reading(ReceiveProblem problem) => new() { Ended = problem };

    public static implicit operator Reading(Handshake handshake) => new() { Ended = handshake };
}
