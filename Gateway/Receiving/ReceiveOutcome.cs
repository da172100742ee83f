using Webhooks.Gateway.Storing;

namespace Webhooks.Gateway.Receiving;

/// <summary>How a request to a source ends: accepted (new or known), or not and why.</summary>
internal readonly record struct ReceiveOutcome(Acceptance? Accepted, ReceiveProblem? Problem)
{
    public static implicit operator ReceiveOutcome(ReceiveProblem problem) => new(null, problem);

    public static implicit operator ReceiveOutcome(Acceptance acceptance) => new(acceptance, null);
}
