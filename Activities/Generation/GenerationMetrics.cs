using System.Diagnostics.Metrics;
using Webhooks.Activities.Generation.Checks;

namespace Webhooks.Activities.Generation;

/// <summary>Meter <c>Webhooks.Generation</c>. Tags come from closed sets and the configuration.</summary>
public sealed class GenerationMetrics : IDisposable
{
    public const string MeterName = "Webhooks.Generation";

    private readonly Counter<long> tokens;
    private readonly Counter<double> cost;
    private readonly Histogram<double> duration;
    private readonly Counter<long> rejected;
    private readonly Counter<long> cut;
    private readonly Counter<long> fallbacks;

    public GenerationMetrics()
    {
        tokens = Meter.CreateCounter<long>("webhooks.generation.tokens", "{token}", "Tokens that the endpoint says it read and wrote.");
        cost = Meter.CreateCounter<double>("webhooks.generation.cost", "{currency}", "What those tokens cost by the configured prices, in the currency of the tag.");
        duration = Meter.CreateHistogram<double>("webhooks.generation.duration", "s", "From the first request to the checked text, or to the failure.");
        rejected = Meter.CreateCounter<long>("webhooks.generation.rejected", "{answer}", "Answers that were not shown to anybody, by what was wrong with them.");
        cut = Meter.CreateCounter<long>("webhooks.generation.cut", "{text}", "Texts whose facts did not fit and were cut.");
        fallbacks = Meter.CreateCounter<long>("webhooks.generation.fallbacks", "{document}", "Documents that were to be generated and were written by template.");
    }

    /// <summary>Tells this one's measurements from those of another.</summary>
    internal Meter Meter { get; } = new(MeterName);

    public void Dispose() => Meter.Dispose();

    internal void Used(Prompt prompt, GenerationSettings settings, long input, long output)
    {
        var (id, model) = (Tag("prompt", prompt.Id), Tag("model", settings.Model));
        tokens.Add(input, id, model, Tag("direction", "input"));
        tokens.Add(output, id, model, Tag("direction", "output"));
        if (settings.Prices is { } prices)
        {
            cost.Add((double)prices.Of(input, output), id, model, Tag("currency", prices.Currency));
        }
    }

    internal void Ended(Prompt prompt, string outcome, TimeSpan elapsed) => duration.Record(elapsed.TotalSeconds, Tag("prompt", prompt.Id), Tag("outcome", outcome));

    internal void Rejected(Prompt prompt, AnswerFault fault) => rejected.Add(1, Tag("prompt", prompt.Id), Tag("reason", fault.Code()));

    internal void Cut(Prompt prompt) => cut.Add(1, Tag("prompt", prompt.Id));

    internal void FellBack(string kind, string reason) => fallbacks.Add(1, Tag("kind", kind), Tag("reason", reason));

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
