namespace Webhooks.Benchmarks.Load;

/// <summary>What the load generator is to do once; one line of JSON on its standard input.</summary>
internal sealed record LoadPlan
{
    public const string SourceName = "github";

    public required int Port { get; init; }

    public required string Secret { get; init; }

    /// <summary>Number of the first delivery; they are counted up from here and never repeated, or they would be duplicates.</summary>
    public required long FirstDelivery { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Size of each body.</summary>
    public required int BodyBytes { get; init; }

    /// <summary>Each keeps one request under way (closed loop) or takes the next that is due (open loop).</summary>
    public int Connections { get; init; } = 64;

    /// <summary>Requests a second, whether answers come or not; null: the next request follows the answer.</summary>
    public double? Rate { get; init; }

    /// <summary>No more than this.</summary>
    public long MaximumDeliveries { get; init; } = long.MaxValue;
}
