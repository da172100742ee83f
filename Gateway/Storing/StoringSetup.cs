using Webhooks.Storage.Configuration;

namespace Webhooks.Gateway.Storing;

internal static class StoringSetup
{
    /// <summary>First of the hosted services: storage is open before anything else starts and closes after everything else has stopped.</summary>
    public static IServiceCollection AddStoring(this IServiceCollection services) => services
        .AddSingleton<DeliveryStore>(provider => provider.GetRequiredService<StorageSettings>().PostgreSql is { } options
            ? ActivatorUtilities.CreateInstance<PostgreSqlDeliveryStore>(provider, options)
            : ActivatorUtilities.CreateInstance<JournalDeliveryStore>(provider))
        .AddHostedService(provider => provider.GetRequiredService<DeliveryStore>())
        .AddSingleton<RetentionMetrics>()
        .AddHostedService<RetentionService>();
}
