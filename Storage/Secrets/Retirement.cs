namespace Webhooks.Storage.Secrets;

/// <summary>Whether a secret may be taken out, and if not, why.</summary>
public enum Retirement
{
    /// <summary>A newer secret of its source is in use and nobody has used this one for the quiet period.</summary>
    Safe,

    /// <summary>Its last instant has passed: it lets nobody in.</summary>
    Expired,

    /// <summary>There is no newer secret of its source.</summary>
    Newest,

    /// <summary>None of the newer secrets has been used within the quiet period.</summary>
    NewerUnused,

    /// <summary>It was used within the quiet period.</summary>
    StillUsed,

    /// <summary>It has not been watched for a quiet period yet.</summary>
    WatchedTooShortly,

    /// <summary>It is configured no more, or its value could never be read.</summary>
    NotLive,
}
