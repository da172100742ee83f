namespace Webhooks.Storage.Knowledge.Links;

/// <summary>What in a text counts as a mention of something.</summary>
public sealed record LinkRules
{
    /// <summary>Upper case, such as <c>SHOP</c>. When there are any, nothing else in front of a hyphen and a number is a ticket.</summary>
    public IReadOnlySet<string> ProjectKeys { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Hosts whose addresses of pull requests and commits are understood.</summary>
    public IReadOnlySet<string> GitHubHosts { get; init; } = new HashSet<string>(["github.com"], StringComparer.OrdinalIgnoreCase);

    public static bool IsProjectKey(string text) => text.Length is > 1 and <= 10 && char.IsAsciiLetterUpper(text[0]) && text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c));

    public static bool IsHost(string text) =>
        Uri.TryCreate($"https://{text}", UriKind.Absolute, out var address) && address.Authority.Equals(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>Changes when the rules do: then links are found anew.</summary>
    internal string Mark => $"{string.Join(',', ProjectKeys.Order(StringComparer.Ordinal))};{string.Join(',', GitHubHosts.Order(StringComparer.Ordinal))}";
}
