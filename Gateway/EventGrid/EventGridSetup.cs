namespace Webhooks.Gateway.EventGrid;

internal static class EventGridSetup
{
    public static IServiceCollection AddEventGrid(this IServiceCollection services)
    {
        // One client for the life of the process: connections are renewed by the handler, so that a changed address is noticed.
        services.AddHttpClient<OpenIdKeys>(http =>
            {
                http.Timeout = TimeSpan.FromSeconds(5);
                http.MaxResponseContentBufferSize = OpenIdKeys.LargestDocument;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        return services
            .AddSingleton<SigningKeys>()
            .AddSingleton<EntraTokens>()
            .AddSingleton<EventGridSteps>();
    }
}
