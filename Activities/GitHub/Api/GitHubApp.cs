using System.Security.Cryptography;
using Webhooks.Activities.Configuration;

namespace Webhooks.Activities.GitHub.Api;

/// <summary>A GitHub App that asks for what it may see.</summary>
/// <param name="Id">App id or client id.</param>
/// <param name="PrivateKey">PEM.</param>
/// <param name="Installation">Null when the app asks as itself.</param>
public sealed record GitHubApp(string Id, string PrivateKey, long? Installation)
{
    /// <param name="section">Has the settings of the app.</param>
    /// <param name="idName">What its id is called there.</param>
    /// <param name="asInstallation">Why an installation is needed; null when it is not.</param>
    internal static GitHubApp? Read(SettingsSection section, string idName, string? asInstallation)
    {
        var (id, file, text) = (section.Text(idName), section.Text("PrivateKeyFile"), section.Text("PrivateKey"));
        var installation = section.Number("InstallationId", 1, long.MaxValue);
        if (id is null)
        {
            if (file is not null || text is not null || section.Text("InstallationId") is not null)
            {
                section.Mistakes.Add($"{section.Key(idName)} is missing, but other settings of an app are there.");
            }

            return null;
        }

        if (asInstallation is not null && section.Text("InstallationId") is null)
        {
            section.Mistakes.Add($"{section.Key("InstallationId")} is missing: {asInstallation}.");
        }

        return new GitHubApp(id, ReadKey(section, idName, file, text), installation);
    }

    /// <summary>Nothing of the key, in no message.</summary>
    public override string ToString() => $"app {Id}";

    private static string ReadKey(SettingsSection section, string idName, string? file, string? text)
    {
        if (file is null == text is null)
        {
            section.Mistakes.Add($"{section.Key("PrivateKeyFile")} and {section.Key("PrivateKey")}: exactly one of them is needed beside {idName}.");
            return "";
        }

        try
        {
            text ??= File.ReadAllText(file!); // One of the two is not null.
            using var key = RSA.Create();
            key.ImportFromPem(text);
            _ = key.ExportParameters(includePrivateParameters: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            section.Mistakes.Add($"{section.Key(file is null ? "PrivateKey" : "PrivateKeyFile")} is not a readable PEM of an RSA private key.");
        }

        return text ?? "";
    }
}
