using Webhooks.Storage.Journal;

namespace Webhooks.Gateway.Configuration;

/// <summary>Which failures at start say all there is to say in their message; anything else is a bug and keeps its stack trace.</summary>
internal static class StartRefusal
{
    public static bool Explains(Exception exception) => exception is ConfigurationRefusedException or JournalInUseException;
}
