namespace Webhooks.Gateway.Forwarding;

/// <summary>Where a lane is.</summary>
internal enum LaneState
{
    /// <summary>Nothing to do, kept only until the ledger has been read past it.</summary>
    Idle,

    /// <summary>Has rows and waits for its turn.</summary>
    Ready,

    /// <summary>Has none in memory; the ledger has.</summary>
    Hungry,

    /// <summary>Its first row is being signalled.</summary>
    UnderWay,

    /// <summary>Failed; waits for its next attempt without any rows in memory.</summary>
    Parked,
}
