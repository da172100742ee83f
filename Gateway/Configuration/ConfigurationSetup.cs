using Microsoft.Extensions.Options;
using Temporalio.Client;
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
            .AddSingleton(provider => StorageSettings.Read(provider.GetRequiredService<IConfiguration>(), []))
            .AddSingleton(provider => TemporalEnvironment.Read(provider.GetRequiredService<IConfiguration>(), []));
    }

    /// <summary>Before anything is opened: everything that is wrong, in one message.</summary>
    /// <exception cref="ConfigurationRefusedException">There is a mistake.</exception>
    public static void RefuseMistakes(this IServiceProvider services)
    {
        SourceCatalog.Read(services.GetRequiredService<IOptions<WebhooksOptions>>().Value, out var mistakes);
        TemporalEnvironment.Read(services.GetRequiredService<IConfiguration>(), mistakes);
        StorageSettings.Read(services.GetRequiredService<IConfiguration>(), mistakes);
        if (mistakes.Count > 0)
        {
            throw new ConfigurationRefusedException(mistakes);
        }
    }
}
