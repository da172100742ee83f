namespace Webhooks.Gateway.Replaying;

/// <summary>How far a replay is. It only ever moves down this list.</summary>
internal enum ReplayState
{
    Running,

    /// <summary>Ended before its end because somebody asked for it.</summary>
    Stopped,

    /// <summary>Every delivery was replayed or refused.</summary>
    Finished,
}
