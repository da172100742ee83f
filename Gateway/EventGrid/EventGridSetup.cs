using Webhooks.Gateway.Configuration;

namespace Webhooks.Gateway.EventGrid;

internal static class EventGridSetup
{
    public static IServiceCollection AddEventGrid(this IServiceCollection services) => services
        .AddSingleton(_ => new OpenIdKeys(OutboundHttp.Client(TimeSpan.FromSeconds(5), OpenIdKeys.LargestDocument)))
        .AddSingleton<SigningKeys>()
        .AddSingleton<EntraTokens>()
        .AddSingleton<EventGridSteps>();
}
