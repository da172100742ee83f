namespace Webhooks.Gateway.Replaying;

internal static class ReplayingSetup
{
    public static IServiceCollection AddReplaying(this IServiceCollection services) => services
        .AddSingleton(provider => ReplaySettings.Read(provider.GetRequiredService<IConfiguration>(), []))
        .AddSingleton<RepeatDelivery>()
        .AddSingleton<ReplaySelector>()
        .AddSingleton<ReplayService>()
        .AddSingleton<ReplayDesk>()
        .AddHostedService(provider => provider.GetRequiredService<ReplayService>());
}
