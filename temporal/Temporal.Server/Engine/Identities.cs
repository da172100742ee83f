namespace Temporal.Server.Engine;

/// <summary>Who an event names when no client or worker caused it.</summary>
internal static class Identities
{
    public const string History = "history-service";
}
