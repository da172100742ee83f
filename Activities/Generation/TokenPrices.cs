namespace Webhooks.Activities.Generation;

/// <summary>What a million tokens cost.</summary>
/// <param name="Currency">Three letters: <c>USD</c>.</param>
public sealed record TokenPrices(decimal Input, decimal Output, string Currency)
{
    private const decimal Million = 1_000_000;

    public decimal Of(long input, long output) => ((Input * input) + (Output * output)) / Million;
}
