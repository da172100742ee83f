namespace Webhooks.Gateway.Receiving;

internal static class ReceivingSetup
{
    public static IServiceCollection AddReceiving(this IServiceCollection services) => services
        .AddSingleton<BodyBudget>()
        .AddSingleton<GatewayMetrics>()
        .AddSingleton<ProviderCatalog>()
        .AddSingleton<ReceiveReport>()
        .AddSingleton<ReceiveWebhook>();

    public static void MapReceiving(this IEndpointRouteBuilder routes)
    {
        var receive = routes.ServiceProvider.GetRequiredService<ReceiveWebhook>();
        routes.Map("/webhooks/{source}", receive.HandleAsync);
    }
}
