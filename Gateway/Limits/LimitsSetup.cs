using Webhooks.Gateway.Configuration;

namespace Webhooks.Gateway.Limits;

internal static class LimitsSetup
{
    public static IServiceCollection AddLimits(this IServiceCollection services) => services
        .AddGitHubHooks()
        .AddSingleton(provider => LimitSettings.Read(provider.GetRequiredService<IConfiguration>(), []))
        .AddSingleton(provider => HttpSettings.Read(provider.GetRequiredService<IConfiguration>(), []))
        .AddSingleton<AddressConnections>()
        .AddSingleton<ClientAddress>()
        .AddSingleton<AddressTable>()
        .AddSingleton<SourceRates>()
        .AddSingleton<Admission>()
        .AddSingleton<AllowedAddresses>()
        .AddSingleton<ReceivingLimits>()
        .AddSingleton<Drain>()
        .AddHostedService(provider => provider.GetRequiredService<Drain>());

    private static IServiceCollection AddGitHubHooks(this IServiceCollection services) => services
        .AddSingleton(provider => GitHubMetaSettings.Read(provider.GetRequiredService<IConfiguration>(), []))
        .AddSingleton<GitHubHookRanges>()
        .AddSingleton(provider => ActivatorUtilities.CreateInstance<GitHubMetaService>(
            provider, OutboundHttp.Client(TimeSpan.FromSeconds(20), GitHubMetaService.LargestDocument)))
        .AddHostedService(provider => provider.GetRequiredService<GitHubMetaService>());
}
