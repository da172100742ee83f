using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.EventGrid;
using Webhooks.Gateway.GitHub;
using Webhooks.Gateway.Jira;

namespace Webhooks.Gateway.Receiving;

internal static class ReceivingSetup
{
    public static IServiceCollection AddReceiving(this IServiceCollection services) => services
        .AddSingleton<BodyBudget>()
        .AddSingleton<GatewayMetrics>()
        .AddSingleton(services => new LoopBreaker(LoopBreakerSettings.Read(services.GetRequiredService<IConfiguration>(), [])))
        .AddSingleton(services =>
        {
            var breaker = services.GetRequiredService<LoopBreaker>();
            return new ProviderCatalog
            {
                GitHub = breaker.Around(GitHubSteps.Steps),
                Jira = breaker.Around(JiraSteps.Steps),
                EventGrid = breaker.Around(services.GetRequiredService<EventGridSteps>().Steps),
            };
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
