using Temporalio.Client;

namespace Webhooks.Gateway.Forwarding;

internal static class ForwardingSetup
{
    public static IServiceCollection AddForwarding(this IServiceCollection services) => services
        // Lazy: a gateway whose Temporal is away starts and accepts all the same.
        .AddSingleton<ITemporalClient>(provider =>
        {
            var options = provider.GetRequiredService<TemporalClientConnectOptions>();
            options.LoggerFactory = provider.GetRequiredService<ILoggerFactory>();
            return TemporalClient.CreateLazy(options);
        })
        .AddSingleton(provider => OrderingSettings.Read(provider.GetRequiredService<IConfiguration>(), []))
        .AddSingleton<EntitySignal>()
        .AddHostedService<ForwardingService>();
}
