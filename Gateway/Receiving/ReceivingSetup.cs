using Microsoft.AspNetCore.Http.Features;
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

    /// <summary>
    /// Before routing, which a delivery does without: the table of all other routes is made when one of them is asked for, and the first delivery
    /// after a start does not wait for it.
    /// </summary>
    public static void UseReceiving(this WebApplication app)
    {
        var receive = app.Services.GetRequiredService<ReceiveWebhook>();
        app.Use(next => context =>
        {
            if (WebhookPath.SourceOf(context.Request.Path) is not { } source)
            {
                return next(context);
            }

            // As routing would have said it.
            context.Features.Get<IHttpMetricsTagsFeature>()?.Tags.Add(new("http.route", WebhookPath.Pattern));
            return receive.HandleAsync(context, source);
        });
    }
}
