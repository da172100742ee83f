using Microsoft.Extensions.Options;
using Webhooks.Gateway.Configuration;
using Webhooks.Storage.Configuration;
using Webhooks.Storage.Operations;

namespace Webhooks.Gateway.Replaying;

internal static class ReplayingSetup
{
    public static IServiceCollection AddReplaying(this IServiceCollection services) => services
        .AddSingleton(provider => ReplaySettings.Read(provider.GetRequiredService<IConfiguration>(), []))
        .AddSingleton<IOperationLog>(provider => OperationLog.Open(
            StorageSettings.OperationsFile(Path.GetFullPath(provider.GetRequiredService<IOptions<WebhooksOptions>>().Value.DataDirectory))))
        .AddSingleton<RepeatDelivery>()
        .AddSingleton<ReplaySelector>()
        .AddSingleton<ReplayService>()
        .AddSingleton<ReplayDesk>()
        .AddHostedService(provider => provider.GetRequiredService<ReplayService>());
}
