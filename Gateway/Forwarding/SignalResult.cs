namespace Webhooks.Gateway.Forwarding;

/// <summary>What came of one signal-with-start call.</summary>
internal sealed record SignalResult
{
    /// <summary>Null when it was taken.</summary>
    public SignalFailure? Failure { get; init; }

    /// <summary>The run that took it.</summary>
    public string? RunId { get; init; }

    /// <summary>For the log: status and text of the failure.</summary>
    public string? Detail { get; init; }
}
