using Microsoft.Extensions.Options;
using Temporalio.Client;
using Webhooks.Gateway.Access;
using Webhooks.Gateway.Forwarding;
using Webhooks.Gateway.Limits;
using Webhooks.Gateway.Replaying;
using Webhooks.Gateway.Secrets;
using Webhooks.Storage.Configuration;

namespace Webhooks.Gateway.Configuration;

internal static class ConfigurationSetup
{
    public static IServiceCollection AddGatewayConfiguration(this IServiceCollection services)
    {
        services.AddOptions<WebhooksOptions>().BindConfiguration(WebhooksOptions.Section);
        return services
            .AddSingleton(TimeProvider.System)
            .AddSingleton<LiveSources>()
            .AddHostedService<SettingsFileWatch>()
            .AddSingleton(provider => StorageSettings.Read(provider.GetRequiredService<IConfiguration>(), []))
            .AddSingleton(provider => TemporalEnvironment.Read(provider.GetRequiredService<IConfiguration>(), []));
    }

    /// <summary>Before anything is opened: everything that is wrong, in one message.</summary>
    /// <exception cref="ConfigurationRefusedException">There is a mistake.</exception>
    public static void RefuseMistakes(this IServiceProvider services)
    {
        var mistakes = MistakesOf(services.GetRequiredService<IConfiguration>(), services.GetRequiredService<IOptions<WebhooksOptions>>().Value);
        if (mistakes.Count > 0)
        {
            throw new ConfigurationRefusedException(mistakes);
        }
    }

    /// <param name="configuration">All of it.</param>
    /// <param name="options">Its section <c>Webhooks</c>.</param>
    public static List<string> MistakesOf(IConfiguration configuration, WebhooksOptions options)
    {
        SourceCatalog.Read(options, out var mistakes);
        var http = HttpSettings.Read(configuration, mistakes);
        LimitSettings.Read(configuration, mistakes);
        GitHubMetaSettings.Read(configuration, mistakes);
        ManagementCatalog.Check(options, configuration, http, mistakes);
        TemporalEnvironment.Read(configuration, mistakes);
        StorageSettings.Read(configuration, mistakes);
        ReplaySettings.Read(configuration, mistakes);
        OrderingSettings.Read(configuration, mistakes);
        SecretSettings.Read(configuration, mistakes);
        LoopBreakerSettings.Read(configuration, mistakes);
        return mistakes;
    }
}
