namespace Webhooks.Activities.Providers;

/// <summary>Whether a call may be made again when nobody knows what became of it.</summary>
public enum CallSafety
{
    /// <summary>It reads, or writes the same however often it is made.</summary>
    Safe,

    /// <summary>Twice made is twice done.</summary>
    Unsafe,
}
