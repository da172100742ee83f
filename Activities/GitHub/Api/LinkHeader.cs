using System.Web;

namespace Webhooks.Activities.GitHub.Api;

/// <summary>GitHub's paging. Only one parameter is taken out of the next page's address, and the address is never called: it could lead anywhere.</summary>
internal static class LinkHeader
{
    private const int LongestValue = 512;

    private static readonly char[] Separators = [';', ','];

    /// <returns>Null when there is no next page.</returns>
    public static string? Next(string? links, string parameter)
    {
        var rest = links ?? "";
        while (rest.IndexOf('<') is >= 0 and var start && rest.IndexOf('>', start) is > 0 and var end)
        {
            var address = rest[(start + 1)..end];
            // An address may have commas in it, so what belongs to it ends where the next one begins.
            rest = rest[(end + 1)..];
            var about = rest.IndexOf('<') is >= 0 and var next ? rest[..next] : rest;
            if (IsNext(about) && Uri.TryCreate(address, UriKind.Absolute, out var uri))
            {
                return HttpUtility.ParseQueryString(uri.Query)[parameter] is { Length: > 0 and <= LongestValue } value ? value : null;
            }
        }

        return null;
    }

    private static bool IsNext(string parameters) =>
        parameters.Split(Separators).Any(part => part.Trim() is "rel=\"next\"" or "rel=next");
}
