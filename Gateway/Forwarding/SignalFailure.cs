namespace Webhooks.Gateway.Forwarding;

/// <summary>Why a signal was not taken, as far as it decides what to do about it.</summary>
internal enum SignalFailure
{
    /// <summary>Nobody there, or not able to serve: everything waits, one probe at a time.</summary>
    TemporalUnavailable,

    /// <summary>Temporal answers, but not to us: wrong namespace, no permission, not authenticated. Everything waits; a person must act.</summary>
    TemporalRefuses,

    /// <summary>Too much at once, for this workflow or for all: the entity waits, and so all of them slow down when it concerns all.</summary>
    Throttled,

    /// <summary>No answer in time; it may even have been taken. The entity waits.</summary>
    TimedOut,

    /// <summary>This one call was answered with an error. Only the entity waits.</summary>
    EntityStuck,

    /// <summary>Temporal says that the call itself is wrong: too large, an id it does not take. The entity waits; in the end the delivery is set aside.</summary>
    CallRefused,
}
