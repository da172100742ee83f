namespace Webhooks.Local.CommandLine;

/// <summary>What the command line asks for.</summary>
internal sealed record LocalOptions
{
    /// <summary>Absolute path.</summary>
    public required string DataDirectory { get; init; }

    public required int GatewayPort { get; init; }

    public required int TemporalPort { get; init; }

    /// <summary>A Temporal to use instead of the embedded one; <c>host:port</c>.</summary>
    public string? TemporalAddress { get; init; }

    public required bool Demo { get; init; }

    /// <summary>The demo ends with reports.</summary>
    public required bool Reports { get; init; }
}
