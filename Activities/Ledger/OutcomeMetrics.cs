using System.Diagnostics.Metrics;
using Webhooks.Contracts.Deliveries;

namespace Webhooks.Activities.Ledger;

/// <summary>Meter <c>Webhooks.Worker</c>: what became of the deliveries that workflows handled. Tags come from closed sets.</summary>
public sealed class OutcomeMetrics : IDisposable
{
    public const string MeterName = "Webhooks.Worker";

    private const string None = "none";

    private readonly Counter<long> outcomes;

    public OutcomeMetrics() =>
        outcomes = Meter.CreateCounter<long>("webhooks.outcomes", "{delivery}", "Deliveries that a workflow settled, by outcome and by what it remarked of those that it handled.");

    internal Meter Meter { get; } = new(MeterName);

    public void Dispose() => Meter.Dispose();

    /// <summary>Each delivery once: the first outcome is the one that stays.</summary>
    internal void Settled(Outcome outcome) => outcomes.Add(
        1,
        new KeyValuePair<string, object?>("outcome", outcome.Kind.ToString().ToLowerInvariant()),
        new KeyValuePair<string, object?>("remark", (outcome.Kind == OutcomeKind.Handled ? outcome.Reason : null) ?? None));
}
