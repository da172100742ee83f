using System.Net;
using System.Text.Json.Serialization;
using Temporalio.Exceptions;
using Webhooks.Activities.Providers;

namespace Webhooks.Activities.Graph;

/// <summary>Files of a SharePoint library. Folders of a path need not be there: writing below them makes them.</summary>
internal sealed class GraphDrive(GraphClient graph)
{
    /// <summary>Graph takes up to 250 MB at once, and 4 MB when its documentation was older; but what is sent at once is sent from the start after a break.</summary>
    public const int LargestAtOnce = 4 * 1024 * 1024;

    /// <returns>Id of the drive; null when the site has no such library, or there is no such site.</returns>
    public async Task<string?> FindAsync(Uri site, string library, CancellationToken cancellationToken)
    {
        var path = string.Join('/', site.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(part => Uri.EscapeDataString(Uri.UnescapeDataString(part))));
        var answer = await graph.GetAsync($"sites/{site.Host}{(path.Length > 0 ? $":/{path}:" : "")}/drives?$select=id,name", cancellationToken);
        if (answer.Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest)
        {
            return null;
        }

        return answer.Read<Drives>().Value.FirstOrDefault(each => string.Equals(each?.Name, library, StringComparison.OrdinalIgnoreCase))?.Id;
    }

    /// <summary>Writes a file in its place, and over what is there.</summary>
    /// <returns>Null when there is no such drive.</returns>
    public async Task<DriveFile?> WriteAsync(string drive, string path, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        var item = $"drives/{Uri.EscapeDataString(drive)}/root:/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}:";
        var answer = content.Length <= LargestAtOnce
            ? await graph.PutAsync($"{item}/content", content, contentType, cancellationToken)
            : await UploadAsync(item, content, cancellationToken);
        return answer?.Status switch
        {
            null or HttpStatusCode.NotFound => null,
            HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed or HttpStatusCode.Locked =>
                throw new ApplicationFailureException($"{answer.What} is answered {(int)answer.Status}: somebody holds or changes the file.", ErrorTypes.Unavailable),
            _ => answer.Read<DriveFile>(),
        };
    }

    private async Task<ProviderAnswer?> UploadAsync(string item, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var session = new UploadSession(graph, async token =>
        {
            var answer = await graph.PostAsync($"{item}/createUploadSession", new SessionRequest(new Replaced()), CallSafety.Safe, token);
            return answer.Status == HttpStatusCode.NotFound ? null : graph.UploadAddress(answer);
        });
        return await session.SendAsync(content, cancellationToken);
    }

    internal sealed record DriveFile([property: JsonPropertyName("webUrl"), JsonRequired] string WebUrl);

    internal sealed record Drive([property: JsonPropertyName("id"), JsonRequired] string Id, [property: JsonPropertyName("name"), JsonRequired] string Name);

    internal sealed record Drives([property: JsonPropertyName("value"), JsonRequired] IReadOnlyList<Drive?> Value);

    internal sealed record SessionRequest([property: JsonPropertyName("item")] Replaced Item);

    internal sealed record Replaced
    {
        [JsonPropertyName("@microsoft.graph.conflictBehavior")]
        public string ConflictBehavior => "replace";
    }
}
