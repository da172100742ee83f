using Webhooks.Contracts.Deliveries;
using Webhooks.Workflows.Patterns;

namespace Webhooks.Workflows.Entities;

/// <summary>Turns a failure into the outcome that sets a delivery aside for a person.</summary>
internal static class Quarantine
{
    public static Outcome Because(Exception failure, IReadOnlyList<string>? artefacts = null) =>
        new() { Kind = OutcomeKind.Quarantined, Reason = FailureName.Of(failure), Artefacts = artefacts ?? [] };
}
