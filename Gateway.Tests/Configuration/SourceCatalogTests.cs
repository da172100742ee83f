using Webhooks.Gateway.Configuration;

namespace Webhooks.Gateway.Tests.Configuration;

public sealed class SourceCatalogTests
{
    [Fact]
    public void Every_mistake_is_reported_at_once_with_its_key_and_value()
    {
        var options = new WebhooksOptions
        {
            DataDirectory = " ",
            Sources =
            [
                new SourceOptions { Name = "no/name", Provider = "GitLab", MaximumBodyBytes = "many", Secrets = [new SecretOptions { Value = " \t" }] },
                new SourceOptions { Name = "same", Provider = "github", Secrets = [new SecretOptions { Value = "s3cr3t", NotAfter = "tomorrow" }] },
                new SourceOptions { Name = "Same", Provider = "GitHub" },
            ],
        };

        SourceCatalog.Read(options, out var mistakes);

        Assert.Collection(
            mistakes,
            mistake => Assert.StartsWith("Webhooks:DataDirectory ", mistake, StringComparison.Ordinal),
            mistake => Assert.StartsWith("Webhooks:Sources:0:Name 'no/name' ", mistake, StringComparison.Ordinal),
            mistake => Assert.StartsWith("Webhooks:Sources:0:Provider 'GitLab' ", mistake, StringComparison.Ordinal),
            mistake => Assert.StartsWith("Webhooks:Sources:0:Secrets:0:Value ", mistake, StringComparison.Ordinal),
            mistake => Assert.StartsWith("Webhooks:Sources:0:MaximumBodyBytes 'many' ", mistake, StringComparison.Ordinal),
            mistake => Assert.StartsWith("Webhooks:Sources:1:Secrets:0:NotAfter 'tomorrow' ", mistake, StringComparison.Ordinal),
            mistake => Assert.StartsWith("Webhooks:Sources:2:Secrets ", mistake, StringComparison.Ordinal),
            mistake => Assert.StartsWith("Webhooks:Sources:2:Name 'Same' ", mistake, StringComparison.Ordinal));
        Assert.DoesNotContain(mistakes, mistake => mistake.Contains("s3cr3t", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_sources_there_is_nothing_to_start_for()
    {
        SourceCatalog.Read(new WebhooksOptions(), out var mistakes);

        Assert.StartsWith("Webhooks:Sources is empty", Assert.Single(mistakes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GitLab")]
    [InlineData("")]
    [InlineData("0")]
    [InlineData(null)]
    public void A_provider_that_is_not_received_is_refused(string? provider)
    {
        var source = new SourceOptions { Name = "hello", Provider = provider, Secrets = [new SecretOptions { Value = "s" }] };

        SourceCatalog.Read(new WebhooksOptions { Sources = [source] }, out var mistakes);

        Assert.Contains(":Provider", Assert.Single(mistakes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("52428801")]
    [InlineData("99999999999")]
    [InlineData("1e6")]
    public void A_cap_outside_its_range_is_refused(string bytes)
    {
        var source = new SourceOptions { Name = "hello", Provider = "GitHub", MaximumBodyBytes = bytes, Secrets = [new SecretOptions { Value = "s" }] };

        SourceCatalog.Read(new WebhooksOptions { Sources = [source] }, out var mistakes);

        Assert.Contains($"'{bytes}'", Assert.Single(mistakes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_good_source_takes_its_defaults()
    {
        var source = new SourceOptions { Name = "hello", Provider = "github", Tenant = "", Secrets = [new SecretOptions { Value = "s" }] };

        var read = SourceCatalog.Read(new WebhooksOptions { Sources = [source] }, out var mistakes)["hello"];

        Assert.Empty(mistakes);
        Assert.Equal(25 * 1024 * 1024, read.MaximumBodyBytes);
        Assert.Null(read.Tenant);
        Assert.Single(read.SecretEntries);
    }
}
