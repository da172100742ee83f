using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Secrets;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Secrets;

public sealed class SecretCatalogTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_mistake_is_reported_at_once_and_no_secret_is_shown()
    {
        var blank = Write("blank", " \n");
        var large = Write("large", new string('x', 70_000));
        var marked = Write("marked", "\uFEFFdo-not-print-me");

        List<string> mistakes = [];

        SecretCatalog.Read(
            "Source",
            [
                new SecretOptions(),
                new SecretOptions { Value = "do-not-print-me", File = blank },
                new SecretOptions { Value = "do-not-print-me", KeyVault = new KeyVaultSecretOptions() },
                new SecretOptions { File = Path.Combine(folder.Path, "missing") },
                new SecretOptions { File = blank },
                new SecretOptions { File = large },
                new SecretOptions { File = marked },
                new SecretOptions { File = folder.Path },
                new SecretOptions { Name = "do-not-print-me either", Value = "s" },
                new SecretOptions { Name = "spring", Value = "s" },
                new SecretOptions { Name = "Spring", Value = "t" },
                new SecretOptions { Name = "12", Value = "u" },
                new SecretOptions { Value = "v" },
                new SecretOptions { KeyVault = new KeyVaultSecretOptions { Vault = "http://name.vault.azure.net/", Secret = "a_b" } },
            ],
            mistakes);

        Assert.Collection(
            mistakes,
            mistake => Assert.StartsWith("Source:Secrets:0:Value is empty or blank, and neither", mistake, StringComparison.Ordinal),
            mistake => Assert.StartsWith("Source:Secrets:1 has Value and File", mistake, StringComparison.Ordinal),
            mistake => Assert.StartsWith("Source:Secrets:2 has Value and KeyVault", mistake, StringComparison.Ordinal),
            mistake => Assert.Contains("missing' cannot be read", mistake, StringComparison.Ordinal),
            mistake => Assert.Contains("blank' is empty or blank", mistake, StringComparison.Ordinal),
            mistake => Assert.Contains("large' has more than 65536 bytes", mistake, StringComparison.Ordinal),
            mistake => Assert.Contains("marked' begins with a byte order mark", mistake, StringComparison.Ordinal),
            mistake => Assert.StartsWith($"Source:Secrets:7:File '{folder.Path}' cannot be read", mistake, StringComparison.Ordinal),
            mistake => Assert.StartsWith("Source:Secrets:8:Name is not a name", mistake, StringComparison.Ordinal),
            mistake => Assert.StartsWith("Source:Secrets:10:Name 'Spring' is the name of another secret", mistake, StringComparison.Ordinal),
            mistake => Assert.StartsWith("Source:Secrets:12:Name '12' is the name of another secret", mistake, StringComparison.Ordinal),
            mistake => Assert.StartsWith("Source:Secrets:13:KeyVault:Vault 'http://name.vault.azure.net/' is not", mistake, StringComparison.Ordinal),
            mistake => Assert.StartsWith("Source:Secrets:13:KeyVault:Secret 'a_b' is not", mistake, StringComparison.Ordinal));
        Assert.DoesNotContain(mistakes, mistake => mistake.Contains("do-not-print-me", StringComparison.Ordinal));
    }

    [Fact]
    public void A_secret_without_a_name_is_called_by_its_position()
    {
        List<string> mistakes = [];

        var entries = SecretCatalog.Read("Source", [new SecretOptions { Value = "s" }, new SecretOptions { Name = "spring", Value = "s" }], mistakes);

        Assert.Empty(mistakes);
        Assert.Equal(["0", "spring"], entries.Select(entry => entry.Name));
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(folder.Path, name);
        File.WriteAllText(path, content);
        return path;
    }
}
