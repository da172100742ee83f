using Webhooks.Gateway.Configuration;

namespace Webhooks.Gateway.Access;

/// <summary>Turns the tokens as written into tokens that can be trusted, or into the list of everything that is wrong with them.</summary>
internal static class ManagementCatalog
{
    public const int LongestValue = 256;

    private const int ShortestValue = 32;
    private const int LongestName = 64;
    private const string Section = $"{WebhooksOptions.Section}:Management:Tokens";

    /// <summary>The mistakes of a start: those of the tokens, and a listener that others can reach while nobody has to say who they are.</summary>
    public static void Check(WebhooksOptions options, IConfiguration configuration, HttpSettings http, List<string> mistakes)
    {
        Read(options, mistakes);
        if (options.Management.Tokens.Count > 0)
        {
            return;
        }

        if (!http.Proxies.IsEmpty)
        {
            mistakes.Add($"{HttpSettings.Section}:Proxies is there, and whoever reaches a proxy could use /api without {Section}:0:Name, :Value and :Scopes: configure a token.");
        }

        mistakes.AddRange(Listeners.OpenToOthers(configuration).Select(open =>
            $"{open.Key} '{open.Value}' can be reached from other machines, and without {Section}:0:Name, :Value and :Scopes anybody could use /api: "
            + "configure a token, or listen on loopback only."));
    }

    /// <returns>Not usable when <paramref name="mistakes"/> grew.</returns>
    public static IReadOnlyList<ManagementToken> Read(WebhooksOptions options, List<string> mistakes)
    {
        var tenants = options.Sources.Select(source => source.Tenant).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var values = new HashSet<string>(StringComparer.Ordinal);
        var tokens = new List<ManagementToken>();
        for (var i = 0; i < options.Management.Tokens.Count; i++)
        {
            var at = $"{Section}:{i}";
            var written = options.Management.Tokens[i];
            var name = ReadName(at, written.Name, names, mistakes);
            var value = ReadValue(at, written.Value, values, mistakes);
            var tenant = string.IsNullOrWhiteSpace(written.Tenant) ? null : written.Tenant;
            if (tenant is not null && !tenants.Contains(tenant))
            {
                mistakes.Add($"{at}:Tenant '{tenant}' is the tenant of no source.");
            }

            tokens.Add(new ManagementToken(value) { Name = name, Scopes = ReadScopes(at, written.Scopes, mistakes), Tenant = tenant });
        }

        return tokens;
    }

    private static string ReadName(string at, string? name, HashSet<string> names, List<string> mistakes)
    {
        if (name is not { Length: > 0 and <= LongestName } || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
        {
            mistakes.Add($"{at}:Name '{name}' is not a name: 1 to {LongestName} letters, digits, dots, hyphens or underscores.");
        }
        else if (!names.Add(name))
        {
            mistakes.Add($"{at}:Name '{name}' is the name of another token already (case is ignored).");
        }

        return name ?? "";
    }

    private static string ReadValue(string at, string? value, HashSet<string> values, List<string> mistakes)
    {
        if (value is not { Length: >= ShortestValue and <= LongestValue } || !value.All(c => c is > ' ' and < '\x7f'))
        {
            mistakes.Add($"{at}:Value is not {ShortestValue} to {LongestValue} visible ASCII characters.");
        }
        else if (!values.Add(value))
        {
            mistakes.Add($"{at}:Value is the value of another token already.");
        }

        return value ?? "";
    }

    private static HashSet<ManagementScope> ReadScopes(string at, string? text, List<string> mistakes)
    {
        var scopes = new HashSet<ManagementScope>();
        foreach (var word in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var found = Array.Find(Enum.GetNames<ManagementScope>(), name => name.Equals(word, StringComparison.OrdinalIgnoreCase));
            if (found is null)
            {
                mistakes.Add($"{at}:Scopes '{word}' is not one of {string.Join(", ", Enum.GetNames<ManagementScope>())}.");
                continue;
            }

            scopes.Add(Enum.Parse<ManagementScope>(found));
        }

        if (scopes.Count == 0)
        {
            mistakes.Add($"{at}:Scopes '{text}' names none of {string.Join(", ", Enum.GetNames<ManagementScope>())}.");
        }

        return scopes;
    }
}
