namespace Webhooks.Benchmarks.Servers;

/// <summary>How far a request goes; each does all that the one before does.</summary>
internal enum Stage
{
    /// <summary>Kestrel alone: the body comes back.</summary>
    Echo,

    /// <summary>The signature is checked.</summary>
    Verify,

    /// <summary>The delivery, its entity and its facts are known.</summary>
    Route,

    /// <summary>Temporal has taken the signal before the answer. Nothing is stored.</summary>
    Signal,
}
