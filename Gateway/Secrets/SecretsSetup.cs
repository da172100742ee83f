using Azure.Core;
using Azure.Identity;
using Webhooks.Gateway.Configuration;

namespace Webhooks.Gateway.Secrets;

internal static class SecretsSetup
{
    /// <summary>After storage, whose folder the report is written to.</summary>
    public static IServiceCollection AddSecrets(this IServiceCollection services)
    {
        services.AddHttpClient(KeyVaultReader.HttpClientName)
            .ConfigurePrimaryHttpMessageHandler(OutboundHttp.Handler)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        return services
            // Lazy: who has no vault needs no identity.
            .AddSingleton(_ => new Lazy<TokenCredential>(() => new DefaultAzureCredential()))
            .AddSingleton<KeyVaultSecrets>()
            .AddSingleton<KeyVaultReader>()
            .AddHostedService<KeyVaultRefresh>()
            .AddSingleton(provider => SecretSettings.Read(provider.GetRequiredService<IConfiguration>(), []))
            .AddSingleton<SecretMetrics>()
            .AddSingleton<SecretUses>()
            .AddSingleton<SecretFeeds>()
            .AddSingleton<SecretReport>()
            .AddHostedService<SecretReportService>();
    }
}
