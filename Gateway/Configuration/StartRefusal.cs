using Webhooks.Storage.Journal;

namespace Webhooks.Gateway.Configuration;

/// <summary>Which failures at start say all there is to say in their message; anything else is a bug and keeps its stack trace.</summary>
internal static class StartRefusal
{
    /// <summary>The configuration is refused (sysexits: EX_CONFIG): a supervisor need not try again before somebody has changed it.</summary>
    private const int ConfigurationRefused = 78;

    public static bool Explains(Exception exception) => exception is ConfigurationRefusedException or JournalInUseException;

    public static int ExitCode(Exception refusal) => refusal is ConfigurationRefusedException ? ConfigurationRefused : 1;
}
