using Microsoft.Extensions.DependencyInjection;
using Webhooks.Activities.Generation;
using Webhooks.Activities.Generation.OpenAI;

namespace Webhooks.Worker.Generation;

internal static class GenerationSetup
{
    /// <param name="services">What the worker is made of.</param>
    /// <param name="settings">Null when documents are written by template: then nobody can ask a model.</param>
    public static void AddGeneration(this IServiceCollection services, GenerationSettings? settings)
    {
        services.AddSingleton<GenerationMetrics>();
        if (settings is not null)
        {
            services.AddSingleton(settings);
            services.AddSingleton(provider => new ChatClient(settings, provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton<TextGeneration>();
        }
    }
}
