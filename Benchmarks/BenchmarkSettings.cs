namespace Webhooks.Benchmarks;

/// <summary>How much is measured.</summary>
internal sealed record BenchmarkSettings
{
    /// <summary>Short runs that show that everything works; their figures say little.</summary>
    public required bool Quick { get; init; }

    /// <summary>Runs of each subject, in turn with the others.</summary>
    public int Rounds => Quick ? 1 : 5;

    /// <summary>Length of one run.</summary>
    public double Seconds => Quick ? 0.5 : 2;
}
