namespace Webhooks.Benchmarks.Load;

/// <summary>What came of a <see cref="LoadPlan"/>; one line of JSON on the load generator's standard output.</summary>
internal sealed record LoadResult
{
    /// <summary>Answered 2xx.</summary>
    public required long Accepted { get; init; }

    /// <summary>Any other answer, and connections that broke.</summary>
    public required long Failed { get; init; }

    /// <summary>The first of them.</summary>
    public string? Failure { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Milliseconds from the moment a request was due to its answer.</summary>
    public required double P50 { get; init; }

    public required double P99 { get; init; }

    /// <summary>Accepted in each second.</summary>
    public required IReadOnlyList<long> BySecond { get; init; }

    public double Rate => Accepted / Seconds;
}
