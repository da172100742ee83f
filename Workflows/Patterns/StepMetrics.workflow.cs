using System.Diagnostics.Metrics;
using Temporalio.Workflows;

namespace Webhooks.Workflows.Patterns;

/// <summary>Meter <c>Webhooks.Workflows</c>. A replay counts nothing again; tags come from closed sets.</summary>
internal static class StepMetrics
{
    public const string MeterName = "Webhooks.Workflows";

    internal static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> DegradedSteps =
        Meter.CreateCounter<long>("webhooks.steps.degraded", "{step}", "Steps that failed and whose fallback took their place.");

    private static readonly Counter<long> SkippedSteps =
        Meter.CreateCounter<long>("webhooks.steps.skipped", "{step}", "Steps that failed and were left out.");

    private static readonly Counter<long> UndoneSteps =
        Meter.CreateCounter<long>("webhooks.steps.undone", "{step}", "Steps that were undone because a later one failed, or that could not be.");

    private static readonly Counter<long> Reminders =
        Meter.CreateCounter<long>("webhooks.interventions.reminders", "{reminder}", "Times that people were asked to do something.");

    public static void Degraded(string step) => Count(DegradedSteps, new KeyValuePair<string, object?>("step", step));

    public static void Skipped(string step) => Count(SkippedSteps, new KeyValuePair<string, object?>("step", step));

    public static void Undone(string step, bool isUndone) =>
        Count(UndoneSteps, new KeyValuePair<string, object?>("step", step), new KeyValuePair<string, object?>("outcome", isUndone ? "undone" : "failed"));

    public static void Reminded(string workflow) => Count(Reminders, new KeyValuePair<string, object?>("workflow", workflow));

    private static void Count(Counter<long> counter, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!Workflow.Unsafe.IsReplaying)
        {
            counter.Add(1, tags);
        }
    }
}
