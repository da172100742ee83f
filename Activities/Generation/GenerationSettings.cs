using System.Globalization;
using Microsoft.Extensions.Configuration;
using Webhooks.Activities.Configuration;

namespace Webhooks.Activities.Generation;

/// <summary>Section <c>Webhooks:Generation</c>: which model writes. Without it documents are written by template.</summary>
public sealed class GenerationSettings
{
    private const string SectionName = "Webhooks:Generation";

    /// <summary>Of the activity's own limit something must be left, to end and to report.</summary>
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromSeconds(100);

    private GenerationSettings(SettingsSection section, ICollection<string> mistakes)
    {
        Address = section.Address("Address", "https://api.openai.com/v1");
        Model = section.Required("Model", "the model, or with Azure the deployment, that writes");
        ApiKey = section.Text("ApiKey");
        Authentication = ReadAuthentication(section, mistakes);
        Scope = section.Text("Scope") ?? "https://ai.azure.com/.default";
        FixedSampling = Flag(section, "FixedSampling", true, mistakes);
        MaximumInputTokens = (int)(section.Number("MaximumInputTokens", 2_000, 200_000) ?? 8_000);
        MaximumOutputTokens = (int)(section.Number("MaximumOutputTokens", 200, 32_000) ?? 1_000);
        Timeout = section.Duration("Timeout", TimeSpan.FromSeconds(1), LongestTimeout) ?? LongestTimeout;
        Prices = ReadPrices(section, mistakes);
        section.RefuseUnknown();
    }

    /// <summary>Of the interface; <c>chat/completions</c> is below it.</summary>
    public Uri Address { get; }

    public string Model { get; }

    public GenerationAuthentication Authentication { get; }

    public string? ApiKey { get; }

    /// <summary>What a token of Entra is asked for.</summary>
    public string Scope { get; }

    /// <summary>Temperature 0 and a fixed seed. Some models refuse to be told.</summary>
    public bool FixedSampling { get; }

    public int MaximumInputTokens { get; }

    public int MaximumOutputTokens { get; }

    /// <summary>For one text, with the second try that a refused answer gets.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Null when costs are not counted.</summary>
    public TokenPrices? Prices { get; }

    /// <summary>Adds every mistake, each naming its key and never a secret; with a mistake the settings must not be used.</summary>
    /// <returns>Null when documents are to be written by template.</returns>
    public static GenerationSettings? Read(IConfiguration configuration, ICollection<string> mistakes)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = new SettingsSection(configuration.GetSection(SectionName), mistakes);
        switch (section.Text("Provider"))
        {
            case "OpenAI":
                return new GenerationSettings(section, mistakes);
            case { } provider when provider != "Template":
                mistakes.Add($"{section.Key("Provider")} '{provider}' is not Template or OpenAI.");
                return null;
            case var provider:
                RefuseHalf(section, configuration, provider, mistakes);
                return null;
        }
    }

    /// <summary>Somebody who set a model meant it to be used.</summary>
    private static void RefuseHalf(SettingsSection section, IConfiguration configuration, string? provider, ICollection<string> mistakes)
    {
        var others = configuration.GetSection(SectionName).GetChildren().Where(child => !string.Equals(child.Key, "Provider", StringComparison.OrdinalIgnoreCase)).ToList();
        if (others.Count > 0)
        {
            mistakes.Add($"{section.Key("Provider")} is {(provider is null ? "missing" : $"'{provider}'")}, but {others[0].Path} is set: OpenAI, or nothing else in this section.");
        }
    }

    private GenerationAuthentication ReadAuthentication(SettingsSection section, ICollection<string> mistakes)
    {
        var key = section.Key("Authentication");
        var text = section.Text("Authentication") ?? nameof(GenerationAuthentication.ApiKey);
        if (!Enum.GetNames<GenerationAuthentication>().Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            mistakes.Add($"{key} '{text}' is not {string.Join(", ", Enum.GetNames<GenerationAuthentication>())}.");
            return GenerationAuthentication.ApiKey;
        }

        var authentication = Enum.Parse<GenerationAuthentication>(text, ignoreCase: true);
        if (authentication == GenerationAuthentication.ApiKey && ApiKey is null)
        {
            mistakes.Add($"{section.Key("ApiKey")} is missing: the key of the endpoint, unless {key} is Entra or, on this machine, None.");
        }
        else if (authentication != GenerationAuthentication.ApiKey && ApiKey is not null)
        {
            mistakes.Add($"{section.Key("ApiKey")} is set, but {key} is {authentication}.");
        }

        if (authentication == GenerationAuthentication.None && !Address.IsLoopback)
        {
            mistakes.Add($"{key} is None, but {section.Key("Address")} is not on this machine.");
        }

        if (authentication == GenerationAuthentication.Entra && Address.Scheme != Uri.UriSchemeHttps)
        {
            mistakes.Add($"{key} is Entra, but {section.Key("Address")} is not https.");
        }

        return authentication;
    }

    private static bool Flag(SettingsSection section, string name, bool otherwise, ICollection<string> mistakes)
    {
        if (section.Text(name) is not { } text)
        {
            return otherwise;
        }

        if (!bool.TryParse(text, out var flag))
        {
            mistakes.Add($"{section.Key(name)} '{text}' is not true or false.");
        }

        return flag;
    }

    private static TokenPrices? ReadPrices(SettingsSection section, ICollection<string> mistakes)
    {
        var (input, output) = (Price(section, "InputPrice", mistakes), Price(section, "OutputPrice", mistakes));
        var currency = section.Text("Currency") ?? "USD";
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper))
        {
            mistakes.Add($"{section.Key("Currency")} '{currency}' is not three upper-case letters.");
        }

        if (input is null != output is null)
        {
            mistakes.Add($"{section.Key(input is null ? "InputPrice" : "OutputPrice")} is missing: both prices or none.");
        }

        return input is { } read && output is { } written ? new TokenPrices(read, written, currency) : null;
    }

    private static decimal? Price(SettingsSection section, string name, ICollection<string> mistakes)
    {
        if (section.Text(name) is not { } text)
        {
            return null;
        }

        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) && price <= 100_000)
        {
            return price;
        }

        mistakes.Add($"{section.Key(name)} '{text}' is not a price of a million tokens from 0 to 100000.");
        return 0;
    }
}
