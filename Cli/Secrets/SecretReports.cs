using Webhooks.Cli.CommandLine;
using Webhooks.Storage.Secrets;

namespace Webhooks.Cli.Secrets;

/// <summary>The report that the gateway leaves in its data folder.</summary>
internal static class SecretReports
{
    /// <summary>A gateway that runs writes at least every five minutes.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    /// <exception cref="CannotRunException">There is none, or it is not what a gateway writes.</exception>
    public static SecretStatusReport Read(DataFolder folder)
    {
        try
        {
            return folder.Secrets.Read() ?? throw new CannotRunException($"There is no '{folder.Secrets.Path}': the gateway writes it when it runs.");
        }
        catch (InvalidDataException e)
        {
            throw new CannotRunException(e.Message);
        }
    }

    public static bool IsStale(this SecretStatusReport report, DateTimeOffset now) => now - report.WrittenAt > Fresh;
}
