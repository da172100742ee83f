using Webhooks.Gateway.Configuration;

namespace Webhooks.Gateway.Receiving;

/// <summary>What differs between providers in the life of a delivery; <see cref="ProviderCatalog"/> knows them all.</summary>
internal sealed record ProviderSteps
{
    /// <summary>
    /// Headers that are kept with a delivery, so that it can be identified and verified again. Never one that carries a secret or a token.
    /// </summary>
    public IReadOnlyList<string> Kept { get; init; } = [];

    /// <summary>Which of <see cref="Kept"/> proves a delivery of a source; null when nothing that may be kept does.</summary>
    public Func<Source, string?> Proves { get; init; } = _ => null;

    /// <summary>
    /// Before the method is looked at: a request without a body that is no delivery, such as a handshake. Null: go on.
    /// </summary>
    public Func<HttpRequest, Source, ReceiveOutcome?> Greet { get; init; } = (_, _) => null;

    /// <summary>Before a byte of the body is read. Null: go on.</summary>
    public required Func<HttpRequest, Source, ReceiveProblem?> Screen { get; init; }

    /// <summary>Step 2, over the raw bytes. Null: verified.</summary>
    public required Verification Verify { get; init; }

    /// <summary>Step 3. A problem only for headers nobody could identify a delivery by; a body that cannot be read is quarantined instead.</summary>
    public required Func<HttpRequest, ReadOnlyMemory<byte>, Source, Reading> Identify { get; init; }

    /// <param name="request">Its headers and its address; its body has been read.</param>
    /// <param name="body">The raw bytes.</param>
    /// <param name="source">Whose secrets count.</param>
    /// <param name="now">When the request came.</param>
    /// <param name="aborted">The client has gone away.</param>
    public delegate ValueTask<ReceiveProblem?> Verification(
        HttpRequest request, ReadOnlyMemory<byte> body, Source source, DateTimeOffset now, CancellationToken aborted);
}
