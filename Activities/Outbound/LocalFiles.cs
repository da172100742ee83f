using Temporalio.Exceptions;
using Webhooks.Storage.Durability;

namespace Webhooks.Activities.Outbound;

/// <summary>A disk that does not take a file is an outside system that is away.</summary>
internal static class LocalFiles
{
    /// <exception cref="ApplicationFailureException">It could not be written now.</exception>
    public static string Write(WholeFiles files, string path, ReadOnlySpan<byte> content)
    {
        try
        {
            return files.Write(path, content);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ApplicationFailureException($"The file '{path}' cannot be written.", failure, ErrorTypes.Unavailable);
        }
    }
}
