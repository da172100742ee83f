using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Identity;

namespace Webhooks.Activities.Configuration;

/// <summary>Who we are to Entra: an app with a secret or a certificate, a managed identity, or whatever the machine offers.</summary>
public sealed class EntraIdentity
{
    private readonly Func<TokenCredential> create;

    private EntraIdentity(Func<TokenCredential> create) => this.create = create;

    public TokenCredential Create() => create();

    internal static EntraIdentity Of(TokenCredential credential) => new(() => credential);

    /// <summary>Reads <c>Credential</c>, <c>TenantId</c>, <c>ClientId</c> and what the kind of credential needs.</summary>
    internal static EntraIdentity Read(SettingsSection section)
    {
        var (tenant, client) = (Id(section, "TenantId"), Id(section, "ClientId"));
        var authority = section.Address("AuthorityAddress", AzureAuthorityHosts.AzurePublicCloud.AbsoluteUri);
        var kind = section.Choice("Credential", "Secret", "Certificate", "ManagedIdentity", "Default");
        var (secret, certificate) = (Secret(section, kind == "Secret"), Certificate(section, kind == "Certificate"));
        if (kind is "Secret" or "Certificate")
        {
            _ = tenant is null ? section.Required("TenantId", "the directory in which the app is registered") : null;
            _ = client is null ? section.Required("ClientId", "the id of the app") : null;
        }

        return new EntraIdentity(kind switch
        {
            "Secret" => () => new ClientSecretCredential(tenant, client, secret, new ClientSecretCredentialOptions { AuthorityHost = authority }),
            "Certificate" => () => new ClientCertificateCredential(tenant, client, certificate, new ClientCertificateCredentialOptions { AuthorityHost = authority }),
            "ManagedIdentity" => () => new ManagedIdentityCredential(
                client is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(client)),
            _ => () => new DefaultAzureCredential(new DefaultAzureCredentialOptions { AuthorityHost = authority, TenantId = tenant, ManagedIdentityClientId = client }),
        });
    }

    /// <summary>A GUID, or a domain.</summary>
    private static string? Id(SettingsSection section, string name)
    {
        var id = section.Text(name);
        if (id is not null && (id.Length > 253 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.')))
        {
            section.Mistakes.Add($"{section.Key(name)} '{id}' is not an id.");
        }

        return id;
    }

    private static string? Secret(SettingsSection section, bool isNeeded)
    {
        var (text, file) = (section.Text("ClientSecret"), section.Text("ClientSecretFile"));
        if (isNeeded && text is null == file is null)
        {
            section.Mistakes.Add($"{section.Key("ClientSecret")} and {section.Key("ClientSecretFile")}: exactly one of them is needed, because Credential is Secret.");
        }
        else if (!isNeeded && (text is not null || file is not null))
        {
            section.Mistakes.Add($"{section.Key(text is null ? "ClientSecretFile" : "ClientSecret")} is there, but Credential is not Secret.");
        }

        try
        {
            return text ?? (file is null ? null : File.ReadAllText(file).Trim());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            section.Mistakes.Add($"{section.Key("ClientSecretFile")} '{file}' cannot be read.");
            return null;
        }
    }

    /// <summary>PEM with certificate and key, or PFX.</summary>
    private static X509Certificate2? Certificate(SettingsSection section, bool isNeeded)
    {
        var (file, password) = (section.Text("CertificateFile"), section.Text("CertificatePassword"));
        if (!isNeeded)
        {
            if (file is not null || password is not null)
            {
                section.Mistakes.Add($"{section.Key(file is null ? "CertificatePassword" : "CertificateFile")} is there, but Credential is not Certificate.");
            }

            return null;
        }

        if (file is null)
        {
            section.Mistakes.Add($"{section.Key("CertificateFile")} is missing: PEM with the key, or PFX, because Credential is Certificate.");
            return null;
        }

        try
        {
            return file.EndsWith(".pem", StringComparison.OrdinalIgnoreCase)
                ? X509Certificate2.CreateFromPemFile(file)
                : X509CertificateLoader.LoadPkcs12FromFile(file, password);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            section.Mistakes.Add($"{section.Key("CertificateFile")} '{file}' is not a readable certificate with its key.");
            return null;
        }
    }
}
