using System.Globalization;

namespace Webhooks.Gateway.Jira;

/// <summary>
/// Which Jira an address belongs to: host, port when it is not the scheme's own, and what stands before <c>/rest/</c>, because one host may
/// serve several. A site keeps its name when it changes from http to https.
/// </summary>
internal static class JiraSite
{
    public const int LongestAddress = 2048;

    /// <summary>Null for what is no http address of Jira's REST interface.</summary>
    public static string? FromAddress(string? address)
    {
        if (address is null
            || !Uri.TryCreate(address, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
            || uri.UserInfo.Length > 0)
        {
            return null;
        }

        var rest = uri.AbsolutePath.IndexOf("/rest/", StringComparison.Ordinal);
        if (rest < 0)
        {
            return null;
        }

        var host = uri.IdnHost.ToLowerInvariant();
        return (uri.IsDefaultPort ? host : $"{host}:{uri.Port.ToString(CultureInfo.InvariantCulture)}") + uri.AbsolutePath[..rest].TrimEnd('/').ToLowerInvariant();
    }

    /// <summary>The id in <c>…/issue/{id}/comment/{id}</c>: all that an old server says about which issue was commented.</summary>
    public static long? IssueOfComment(string? address)
    {
        var steps = Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.AbsolutePath.Split('/') : [];
        return steps is [.., "issue", var id, "comment", _] ? JiraNumbers.Id(id) : null;
    }
}
