using Microsoft.Extensions.DependencyInjection;
using Webhooks.Activities.Azure;
using Webhooks.Activities.Providers;

namespace Webhooks.Worker.Azure;

internal static class AzureSetup
{
    /// <param name="services">Where to.</param>
    /// <param name="settings">Null when Azure is not asked: change logs then say what the events say.</param>
    public static void AddAzure(this IServiceCollection services, AzureSettings? settings)
    {
        if (settings is null)
        {
            return;
        }

        services.AddSingleton(settings);
        services.AddSingleton(provider =>
        {
            var time = provider.GetRequiredService<TimeProvider>();
            return new AzureClient(settings, new EntraCredentials(settings.Identity.Create(), settings.Scope, time), time);
        });
        services.AddSingleton<ChangeReading>();
        services.AddSingleton<CostReading>();
    }
}
