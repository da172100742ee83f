using Webhooks.Gateway.EventGrid;
using Webhooks.Gateway.GitHub;
using Webhooks.Gateway.Jira;

namespace Webhooks.Gateway.Receiving;

internal static class ReceivingSetup
{
    public static IServiceCollection AddReceiving(this IServiceCollection services) => services
        .AddSingleton<BodyBudget>()
        .AddSingleton<GatewayMetrics>()
        .AddSingleton(services => new ProviderCatalog
        {
            GitHub = GitHubSteps.Steps,
            Jira = JiraSteps.Steps,
            EventGrid = services.GetRequiredService<EventGridSteps>().Steps,
        })
        .AddSingleton<UnknownSources>()
        .AddSingleton<ReceiveReport>()
        .AddSingleton<ReceiveWebhook>();

    public static void MapReceiving(this IEndpointRouteBuilder routes)
    {
        var receive = routes.ServiceProvider.GetRequiredService<ReceiveWebhook>();
        routes.Map("/webhooks/{source}", receive.HandleAsync);
    }
}
