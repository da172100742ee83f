using System.Security.Cryptography;
using Temporalio.Exceptions;
using Webhooks.Activities.Reports.Editions;

namespace Webhooks.Activities.Reports.Documents;

internal static class ReportFiles
{
    /// <summary>A document as it was built.</summary>
    /// <exception cref="ApplicationFailureException">It is not there, or not what was written there.</exception>
    public static byte[] Read(ReportFolder folder, ReportFile file)
    {
        var content = folder.Read(file.Source);
        return content.Length == file.Length && Convert.ToHexStringLower(SHA256.HashData(content)) == file.Sha256
            ? content
            : throw new ApplicationFailureException($"The file '{file.Source}' in the folder of reports is not what was written there.", ErrorTypes.ReportFolder, nonRetryable: true);
    }
}
