using System.Text.RegularExpressions;

namespace Webhooks.Storage.Knowledge.Links;

/// <summary>
/// Finds what a text speaks of. A mention becomes a link only when there is a document about what it names, so finding too much does little
/// harm. The patterns run in linear time, because the text is foreign.
/// </summary>
internal sealed class Mentions(string tenant, string? repository, LinkRules rules)
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private const int MaximumText = 1_000_000;
    private const int WholeHash = 40;

    private static readonly Regex Address = new(@"https?://(?<host>[A-Za-z0-9.:-]+)(?<path>/[^\s<>""'`()\[\]]*)?", Linear);
    private static readonly Regex GitHubPath = new(@"^/(?<repository>[^/]+/[^/]+)/(pull|issues|commit)/(?<id>[0-9a-f]+)($|[/?#])", Linear);
    private static readonly Regex TicketPath = new(@"^(?<context>.*)/browse/(?<key>[A-Z][A-Z0-9]+-[0-9]+)($|[/?#])", Linear);
    private static readonly Regex ResourceId = new("(?<id>/subscriptions/[A-Za-z0-9/_.-]+)", Linear | RegexOptions.IgnoreCase);
    private static readonly Regex Number = new(@"(?<repository>[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+)?(#|\bGH-)(?<number>[1-9][0-9]{0,8})\b", Linear);
    private static readonly Regex Ticket = new(@"\b(?<project>[A-Z][A-Z0-9]{1,9})-[1-9][0-9]{0,6}\b", Linear);
    private static readonly Regex Hash = new(@"\b[0-9a-f]{7,64}\b", Linear);

    /// <summary>Shaped like a ticket's key, but names of standards.</summary>
    private static readonly HashSet<string> NotProjects = new(
        ["UTF", "SHA", "ISO", "RFC", "HTTP", "TLS", "SSL", "AES", "RSA", "MD", "CVE", "CP", "IEEE", "ES", "HS", "RS", "UCS", "BASE", "UTC", "GMT", "GH"], StringComparer.Ordinal);

    public IEnumerable<LinkName> In(string text)
    {
        var bounded = text.Length <= MaximumText ? text : text[..MaximumText];
        // What an address says is said by its parts and not by whatever else it contains.
        var words = Address.Replace(bounded, " ");
        return Address.Matches(bounded).SelectMany(match => InAddress(match.Groups["host"].Value, match.Groups["path"].Value))
            .Concat(ResourceId.Matches(words).Select(match => LinkName.Resource(tenant, match.Groups["id"].Value.TrimEnd('.', '/'))))
            .Concat(Number.Matches(words).SelectMany(match => InNumber(match.Groups["repository"].Value, match.Groups["number"].Value)))
            .Concat(Ticket.Matches(words).Where(match => IsProject(match.Groups["project"].Value)).Select(match => LinkName.Ticket(tenant, match.Value)))
            .Concat(Hash.Matches(words).Where(match => IsHash(match.Value)).Select(match => LinkName.Commit(tenant, match.Value)));
    }

    private IEnumerable<LinkName> InAddress(string host, string path)
    {
        if (rules.GitHubHosts.Contains(host) && GitHubPath.Match(path) is { Success: true } page)
        {
            var id = page.Groups["id"].Value;
            return id.All(char.IsAsciiDigit) ? [LinkName.Number(tenant, page.Groups["repository"].Value, id)] : IsHash(id) ? [LinkName.Commit(tenant, id)] : [];
        }

        if (TicketPath.Match(path) is { Success: true } ticket)
        {
            return [LinkName.Ticket(tenant, host + ticket.Groups["context"].Value, ticket.Groups["key"].Value)];
        }

        return ResourceId.Match(path) is { Success: true } resource ? [LinkName.Resource(tenant, resource.Groups["id"].Value)] : [];
    }

    private IEnumerable<LinkName> InNumber(string named, string number) =>
        (named.Length > 0 ? named : repository) is { } owner ? [LinkName.Number(tenant, owner, number)] : [];

    private bool IsProject(string project) => rules.ProjectKeys.Count > 0 ? rules.ProjectKeys.Contains(project) : !NotProjects.Contains(project);

    /// <summary>Shorter ones are hashes only when they look like nothing else.</summary>
    private static bool IsHash(string text) => text.Length >= WholeHash || (text.Any(char.IsAsciiDigit) && text.Any(char.IsAsciiLetter));
}
