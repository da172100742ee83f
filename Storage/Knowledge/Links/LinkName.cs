namespace Webhooks.Storage.Knowledge.Links;

/// <summary>
/// A name by which documents speak of a thing: <c>ticket:SHOP-212</c>, <c>github:octo/hello#12</c>, <c>commit:0d1a26e…</c>. A document has the names of what
/// it is about and the names that it mentions. Names are of one tenant: the text begins with it.
/// </summary>
/// <param name="Value">Compared letter by letter, except that a commit may be mentioned by the beginning of its hash.</param>
internal readonly record struct LinkName(string Value)
{
    private const int ShortHash = 7;
    private const int MaximumLength = 300;
    private const string CommitKind = "commit:";

    /// <summary>What a name and any beginning of it have in common: the databases join on it.</summary>
    public string Slot
    {
        get
        {
            var kind = Value.IndexOf(' ', StringComparison.Ordinal) + 1;
            var end = kind + CommitKind.Length + ShortHash;
            return end < Value.Length && Value.AsSpan(kind).StartsWith(CommitKind, StringComparison.Ordinal) ? Value[..end] : Value;
        }
    }

    /// <summary>As people write it, without tenant and kind.</summary>
    public static string Reading(string value) => value[(value.IndexOf(':', StringComparison.Ordinal) + 1)..];

    public static LinkName Commit(string tenant, string hash) => Of(tenant, CommitKind, hash.ToLowerInvariant());

    /// <summary>A pull request, or an issue: they are counted together.</summary>
    public static LinkName Number(string tenant, string repository, string number) => Of(tenant, "github:", $"{repository.ToLowerInvariant()}#{number}");

    public static LinkName Branch(string tenant, string repository, string branch) => Of(tenant, "branch:", $"{repository.ToLowerInvariant()}:{branch}");

    public static LinkName Ticket(string tenant, string key) => Of(tenant, "ticket:", key.ToUpperInvariant());

    public static LinkName Ticket(string tenant, string site, string key) => Of(tenant, "ticket:", $"{site.ToLowerInvariant()}/{key.ToUpperInvariant()}");

    public static LinkName Deployment(string tenant, string repository, string number) => Of(tenant, "deployment:", $"{repository.ToLowerInvariant()}/{number}");

    public static LinkName Resource(string tenant, string id) => Of(tenant, "azure:", id.ToLowerInvariant().TrimEnd('/'));

    private static LinkName Of(string tenant, string kind, string text) => new($"{tenant} {kind}{(text.Length <= MaximumLength ? text : text[..MaximumLength])}");
}
