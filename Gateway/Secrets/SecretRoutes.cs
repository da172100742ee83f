using Webhooks.Gateway.Access;
using Webhooks.Gateway.Configuration;

namespace Webhooks.Gateway.Secrets;

/// <summary>The part of the management API that says which secrets there are and which of them may go. Never a value.</summary>
internal static class SecretRoutes
{
    public static void MapSecrets(this IEndpointRouteBuilder routes)
    {
        var report = routes.ServiceProvider.GetRequiredService<SecretReport>();
        var sources = routes.ServiceProvider.GetRequiredService<LiveSources>();
        routes.MapGet("/api/secrets", (HttpContext context) => ListAsync(context, report, sources)).RequireScope(ManagementScope.Read);
    }

    private static Task ListAsync(HttpContext context, SecretReport report, LiveSources sources)
    {
        var now = report.Now();
        var seen = Caller.Of(context).Tenant is { } tenant ? sources.NamesOf(tenant) : null;
        return context.Response.WriteAsJsonAsync(
            [.. now.Secrets.Where(status => seen?.Contains(status.Source, StringComparer.Ordinal) != false).Select(status => SecretView.Of(status, now))], SecretJson.Default.ListSecretView, cancellationToken: CancellationToken.None);
    }
}
