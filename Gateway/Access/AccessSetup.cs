namespace Webhooks.Gateway.Access;

internal static class AccessSetup
{
    public static IServiceCollection AddAccess(this IServiceCollection services) => services
        .AddSingleton<ManagementTokens>()
        .AddSingleton<ManagementAccess>();

    /// <summary>After routing, before any route of the management API.</summary>
    public static void UseAccess(this WebApplication app)
    {
        var access = app.Services.GetRequiredService<ManagementAccess>();
        app.Use(next => context => access.HandleAsync(context, next));
    }

    /// <summary>Every route of the management API says what it takes; one that does not is answered to nobody who needs a token.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, ManagementScope scope)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequiredScope(scope));
}
