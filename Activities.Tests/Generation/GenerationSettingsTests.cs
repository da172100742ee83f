using Microsoft.Extensions.Configuration;
using Webhooks.Activities.Generation;

namespace Webhooks.Activities.Tests.Generation;

public sealed class GenerationSettingsTests
{
    [Fact]
    public void Without_the_section_documents_are_written_by_template() => Assert.Null(Read([]).Settings);

    [Fact]
    public void Template_can_be_said()
    {
        var (settings, mistakes) = Read([("Provider", "Template")]);

        Assert.Null(settings);
        Assert.Empty(mistakes);
    }

    [Fact]
    public void A_model_and_a_key_are_enough()
    {
        var (settings, mistakes) = Read([("Provider", "OpenAI"), ("Model", "a-model"), ("ApiKey", "sk-secret")]);

        Assert.Empty(mistakes);
        Assert.Equal(("https://api.openai.com/v1/", "a-model", true), (settings!.Address.ToString(), settings.Model, settings.FixedSampling)); // No mistakes, so there are settings.
        Assert.Equal((8_000, 1_000, TimeSpan.FromSeconds(100), null), (settings.MaximumInputTokens, settings.MaximumOutputTokens, settings.Timeout, settings.Prices));
    }

    [Fact]
    public void Azure_is_an_address_a_deployment_and_an_identity()
    {
        var (settings, mistakes) = Read(
            [("Provider", "OpenAI"), ("Address", "https://example.openai.azure.com/openai/v1/"), ("Model", "a-deployment"), ("Authentication", "Entra")]);

        Assert.Empty(mistakes);
        Assert.Equal((GenerationAuthentication.Entra, "https://ai.azure.com/.default"), (settings!.Authentication, settings.Scope)); // No mistakes, so there are settings.
    }

    [Fact]
    public void Every_mistake_is_told_at_once_and_no_secret()
    {
        var (_, mistakes) = Read(
        [
            ("Provider", "OpenAI"), ("Address", "http://models.example.com"), ("ApiKey", "sk-secret"), ("Authentication", "Entra"), ("FixedSampling", "perhaps"),
            ("MaximumInputTokens", "12"), ("MaximumOutputTokens", "many"), ("Timeout", "00:10:00"), ("InputPrice", "-1"), ("Currency", "dollars"), ("Modell", "x"),
        ]);

        Assert.Equal(
            ["Address", "ApiKey", "Currency", "FixedSampling", "InputPrice", "MaximumInputTokens", "MaximumOutputTokens", "Model", "Modell", "OutputPrice", "Timeout"],
            mistakes.Select(mistake => mistake.Split(' ')[0].Split(':')[^1]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(mistakes, mistake => mistake.Contains("sk-secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Model", "a-model", "Provider is missing")]
    [InlineData("ApiKey", "sk-secret", "Provider is missing")]
    [InlineData("Provider", "Oracle", "Provider 'Oracle' is not")]
    public void Half_a_configuration_is_refused(string key, string value, string mistake) =>
        Assert.Contains(mistake, Assert.Single(Read([(key, value)]).Mistakes), StringComparison.Ordinal);

    [Theory]
    [InlineData("Authentication", "None", "is not on this machine")]
    [InlineData("Authentication", "Password", "is not ApiKey, Entra, None")]
    [InlineData("OutputPrice", "1.5", "InputPrice is missing")]
    public void What_does_not_go_together_is_refused(string key, string value, string mistake) =>
        Assert.Contains(Read([("Provider", "OpenAI"), ("Model", "a-model"), (key, value)]).Mistakes, each => each.Contains(mistake, StringComparison.Ordinal));

    [Fact]
    public void A_key_is_needed_and_named() => Assert.Contains("ApiKey is missing", Assert.Single(Read([("Provider", "OpenAI"), ("Model", "a-model")]).Mistakes), StringComparison.Ordinal);

    private static (GenerationSettings? Settings, List<string> Mistakes) Read((string Key, string Value)[] values)
    {
        var mistakes = new List<string>();
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(value => KeyValuePair.Create($"Webhooks:Generation:{value.Key}", (string?)value.Value)))
            .Build();
        return (GenerationSettings.Read(configuration, mistakes), mistakes);
    }
}
