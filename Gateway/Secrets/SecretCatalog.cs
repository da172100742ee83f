using System.Globalization;
using System.Text;
using Webhooks.Gateway.Configuration;

namespace Webhooks.Gateway.Secrets;

/// <summary>Turns a source's secrets as written into entries that can be trusted, or says everything that is wrong with them.</summary>
internal static class SecretCatalog
{
    private const int LongestName = 64;

    public static List<SecretEntry> Read(string at, List<SecretOptions> options, List<string> mistakes)
    {
        var entries = new List<SecretEntry>();
        if (options.Count == 0)
        {
            mistakes.Add($"{at}:Secrets is empty: without {at}:Secrets:0:Value, :File or :KeyVault nobody could be told from anybody.");
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < options.Count; i++)
        {
            var key = $"{at}:Secrets:{i}";
            var name = ReadName(key, options[i].Name, i, mistakes);
            if (!names.Add(name))
            {
                mistakes.Add($"{key}:Name '{name}' is the name of another secret of this source already (case is ignored; without a name the position counts).");
            }

            if (ReadOrigin(key, options[i], mistakes) is { } origin)
            {
                entries.Add(ReadEntry(key, name, origin, options[i], mistakes));
            }
        }

        return entries;
    }

    private static SecretEntry ReadEntry(string key, string name, SecretOrigin origin, SecretOptions options, List<string> mistakes)
    {
        var notBefore = ReadInstant($"{key}:NotBefore", options.NotBefore, DateTimeOffset.MinValue, mistakes);
        var notAfter = ReadInstant($"{key}:NotAfter", options.NotAfter, DateTimeOffset.MaxValue, mistakes);
        if (notAfter < notBefore)
        {
            mistakes.Add($"{key}:NotAfter '{options.NotAfter}' is before NotBefore '{options.NotBefore}'.");
        }

        return new SecretEntry { Name = name, Origin = origin, NotBefore = notBefore, NotAfter = notAfter };
    }

    private static string ReadName(string key, string? name, int position, List<string> mistakes)
    {
        if (string.IsNullOrEmpty(name))
        {
            return position.ToString(CultureInfo.InvariantCulture);
        }

        if (name.Length > LongestName || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
        {
            // Not shown: somebody may have put the secret there.
            mistakes.Add($"{key}:Name is not a name: 1 to {LongestName} letters, digits, dots, hyphens or underscores.");
        }

        return name;
    }

    private static SecretOrigin? ReadOrigin(string key, SecretOptions options, List<string> mistakes)
    {
        string?[] given =
        [
            string.IsNullOrEmpty(options.Value) ? null : "Value",
            string.IsNullOrEmpty(options.File) ? null : "File",
            options.KeyVault is null ? null : "KeyVault",
        ];
        switch (given.Where(origin => origin is not null).ToArray())
        {
            case []:
                mistakes.Add($"{key}:Value is empty or blank, and neither {key}:File nor {key}:KeyVault is set.");
                return null;
            case { Length: > 1 } several:
                mistakes.Add($"{key} has {string.Join(" and ", several)}: which of them is meant?");
                return null;
        }

        return options.File is { Length: > 0 } file ? ReadFile(key, file, mistakes)
            : options.KeyVault is { } vault ? ReadVault(key, vault, mistakes)
            : ReadValue(key, options.Value ?? "", mistakes);
    }

    private static SecretOrigin? ReadValue(string key, string value, List<string> mistakes)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            mistakes.Add($"{key}:Value is empty or blank.");
            return null;
        }

        return new SecretOrigin { Value = Encoding.UTF8.GetBytes(value) };
    }

    /// <summary>Read here too, so that a wrong path is a mistake at start and not the reason of a 503.</summary>
    private static SecretOrigin? ReadFile(string key, string file, List<string> mistakes)
    {
        if (SecretFile.TryRead(file, known: null, out var fault) is null)
        {
            mistakes.Add($"{key}:File '{file}' {fault}");
            return null;
        }

        return new SecretOrigin { File = Path.GetFullPath(file) };
    }

    private static SecretOrigin? ReadVault(string key, KeyVaultSecretOptions options, List<string> mistakes)
    {
        var isVault = Uri.TryCreate(options.Vault, UriKind.Absolute, out var vault)
            && vault is { Scheme: "https", PathAndQuery: "/", Fragment: "", UserInfo: "" };
        if (!isVault)
        {
            mistakes.Add($"{key}:KeyVault:Vault '{options.Vault}' is not the https address of a vault, such as https://name.vault.azure.net/.");
        }

        var isName = options.Secret is { Length: > 0 and <= 127 } name && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-');
        if (!isName)
        {
            mistakes.Add($"{key}:KeyVault:Secret '{options.Secret}' is not the name of a secret in a vault: 1 to 127 letters, digits or hyphens.");
        }

        return isVault && isName && vault is not null && options.Secret is not null
            ? new SecretOrigin { Vault = new VaultSecret(vault, options.Secret) }
            : null;
    }

    private static DateTimeOffset ReadInstant(string key, string? value, DateTimeOffset otherwise, List<string> mistakes)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return otherwise;
        }

        // No offset means UTC: the instant must not depend on where the machine stands.
        string[] formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
        if (DateTimeOffset.TryParseExact(value, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            return instant;
        }

        mistakes.Add($"{key} '{value}' is not an ISO 8601 instant such as 2026-03-01T00:00:00Z.");
        return otherwise;
    }
}
