using Microsoft.Extensions.Configuration;
using Webhooks.Gateway.Configuration;

namespace Webhooks.Cli.Diagnosing;

/// <summary>The configuration as the gateway would read it at its start.</summary>
internal static class ConfigurationCheck
{
    private const string Name = "configuration";

    /// <param name="configuration">All of it.</param>
    /// <param name="options">Its section <c>Webhooks</c>.</param>
    public static IEnumerable<Finding> Run(IConfiguration configuration, WebhooksOptions options)
    {
        var mistakes = ConfigurationSetup.MistakesOf(configuration, options);
        return mistakes.Count > 0
            ? mistakes.Select(mistake => Finding.Fail(Name, mistake, "Correct it: the gateway does not start with it."))
            : [Finding.Ok(Name, $"{options.Sources.Count} sources")];
    }
}
