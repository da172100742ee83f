using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.EventGrid;

namespace Webhooks.Gateway.Tests.EventGrid;

public sealed class EventGridCatalogTests
{
    private const string At = "Webhooks:Sources:0";

    [Fact]
    public void A_source_without_any_authentication_does_not_start() =>
        Assert.StartsWith($"{At}:EventGrid has none of", Assert.Single(Mistakes(new EventGridOptions(), secret: null)), StringComparison.Ordinal);

    [Fact]
    public void A_place_for_a_secret_without_a_secret_does_not_start() =>
        Assert.StartsWith($"{At}:Secrets is empty", Assert.Single(Mistakes(new EventGridOptions { SecretHeader = "X-Secret" }, secret: null)), StringComparison.Ordinal);

    [Fact]
    public void A_secret_without_a_place_does_not_start_also_when_tokens_are_wanted() => Assert.StartsWith(
        $"{At}:Secrets are there, but neither", Assert.Single(Mistakes(new EventGridOptions { Entra = Entra() }, secret: "s")), StringComparison.Ordinal);

    [Fact]
    public void A_secret_in_two_places_does_not_start() => Assert.StartsWith(
        $"{At}:EventGrid:SecretParameter and",
        Assert.Single(Mistakes(new EventGridOptions { SecretHeader = "X-Secret", SecretParameter = "code" }, secret: "s")),
        StringComparison.Ordinal);

    [Fact]
    public void Half_of_Entra_does_not_start_and_all_that_is_wrong_is_said_at_once()
    {
        var mistakes = Mistakes(new EventGridOptions { Entra = new EntraOptions { MetadataAddress = "http://keys.example/" } }, secret: null);

        Assert.Equal(
            [$"{At}:EventGrid:Entra:Issuer", $"{At}:EventGrid:Entra:Audience", $"{At}:EventGrid:Entra:MetadataAddress"],
            mistakes.Select(mistake => mistake.Split(' ')[0]));
    }

    [Theory]
    [InlineData("https://login.microsoftonline.com/common/v2.0")]
    [InlineData("https://login.microsoftonline.com/organizations/v2.0")]
    public void An_issuer_for_everybody_does_not_start(string issuer)
    {
        var entra = Entra();
        entra.Issuer = issuer;

        Assert.Contains("name one tenant", Assert.Single(Mistakes(new EventGridOptions { Entra = entra }, secret: null)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://sts.windows.net/t/", "https://login.microsoftonline.com/t/.well-known/openid-configuration")]
    [InlineData("https://login.microsoftonline.com/t/v2.0", "https://login.microsoftonline.com/t/v2.0/.well-known/openid-configuration")]
    public void Keys_are_where_the_issuer_has_them(string issuer, string metadata)
    {
        var entra = Entra();
        entra.Issuer = issuer;

        Assert.Equal(metadata, EventGridCatalog.Read(At, new EventGridOptions { Entra = entra }, []).Entra?.MetadataAddress.ToString());
    }

    [Theory]
    [InlineData("*")]
    [InlineData("https://eventgrid.azure.net")]
    [InlineData(" ")]
    public void An_origin_that_is_no_host_does_not_start(string origin) =>
        Assert.NotEmpty(Mistakes(new EventGridOptions { SecretHeader = "X-Secret", AllowedOrigins = [origin] }, secret: "s"));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("many")]
    public void A_rate_that_is_none_does_not_start(string rate) =>
        Assert.NotEmpty(Mistakes(new EventGridOptions { SecretHeader = "X-Secret", AllowedRate = rate }, secret: "s"));

    private static EntraOptions Entra() => new() { Issuer = EntraStub.Issuer, Audience = EntraStub.Audience };

    private static List<string> Mistakes(EventGridOptions options, string? secret)
    {
        var source = new SourceOptions { Name = "azure", Provider = "eventgrid", EventGrid = options, Secrets = secret is null ? [] : [new SecretOptions { Value = secret }] };
        SourceCatalog.Read(new WebhooksOptions { Sources = [source] }, out var mistakes);
        return mistakes;
    }
}
