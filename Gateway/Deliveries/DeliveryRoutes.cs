using System.Globalization;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.Identities;
using Webhooks.Gateway.Access;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Receiving;
using Webhooks.Gateway.Storing;
using Webhooks.Storage.Ledger;

namespace Webhooks.Gateway.Deliveries;

/// <summary>The part of the management API that says what became of deliveries.</summary>
internal static class DeliveryRoutes
{
    private const int DefaultLimit = 50;

    public static void MapDeliveries(this IEndpointRouteBuilder routes)
    {
        var store = routes.ServiceProvider.GetRequiredService<DeliveryStore>();
        var sources = routes.ServiceProvider.GetRequiredService<LiveSources>();
        routes.MapGet("/api/deliveries/{id}", (HttpContext context) => OneAsync(context, store)).RequireScope(ManagementScope.Read);
        routes.MapGet("/api/deliveries", (HttpContext context) => ListAsync(context, store)).RequireScope(ManagementScope.Read);
        routes.MapGet("/api/rejections", (HttpContext context) => RejectionsAsync(context, store, sources)).RequireScope(ManagementScope.Read);
    }

    private static async Task OneAsync(HttpContext context, DeliveryStore store)
    {
        var id = context.Request.RouteValues["id"] as string ?? "";
        var record = id.Length == 32 && id.All(char.IsAsciiHexDigit)
            ? await store.FindAsync(id.ToLowerInvariant(), context.RequestAborted)
            : null;

        // Another tenant's delivery is no more than one that is not there.
        if (record is null || (Caller.Of(context).Tenant is { } tenant && !DeliveryKey.IsOfTenant(record.Key, tenant)))
        {
            await Answers.WriteProblemAsync(context, ProblemTexts.DeliveryUnknown());
            return;
        }

        await context.Response.WriteAsJsonAsync(DeliveryView.Of(record), DeliveryJson.Default.DeliveryView, cancellationToken: CancellationToken.None);
    }

    /// <summary><c>?limit=&amp;before=&amp;source=&amp;entity=&amp;event=&amp;state=</c>, newest first.</summary>
    private static async Task ListAsync(HttpContext context, DeliveryStore store)
    {
        var query = context.Request.Query;
        if (!TryLimit(query, out var limit) || !TryBefore(query, out var before) || !TryState(query, out var state))
        {
            await Answers.WriteProblemAsync(context, ProblemTexts.QueryInvalid(
                $"limit is a number from 1 to {DeliveryFilter.MaximumLimit}, before a sequence, state one of accepted, signalled, settled."));
            return;
        }

        var filter = new DeliveryFilter
        {
            Limit = limit,
            Before = before,
            State = state,
            Tenant = Caller.Of(context).Tenant,
            Source = Text(query, "source"),
            Entity = Text(query, "entity"),
            EventName = Text(query, "event"),
        };
        var records = await store.Ledger.ListAsync(filter, context.RequestAborted);
        await context.Response.WriteAsJsonAsync([.. records.Select(DeliveryView.Of)], DeliveryJson.Default.ListDeliveryView, cancellationToken: CancellationToken.None);
    }

    private static async Task RejectionsAsync(HttpContext context, DeliveryStore store, LiveSources sources)
    {
        if (!TryLimit(context.Request.Query, out var limit))
        {
            await Answers.WriteProblemAsync(context, ProblemTexts.QueryInvalid($"limit is a number from 1 to {DeliveryFilter.MaximumLimit}."));
            return;
        }

        var seen = Caller.Of(context).Tenant is { } tenant ? sources.NamesOf(tenant) : null;
        var rejections = await store.Ledger.RejectionsAsync(limit, seen, context.RequestAborted);
        await context.Response.WriteAsJsonAsync([.. rejections], DeliveryJson.Default.ListRejectedRequest, cancellationToken: CancellationToken.None);
    }

    private static string? Text(IQueryCollection query, string name) => query[name] is [{ Length: > 0 } text] ? text : null;

    private static bool TryLimit(IQueryCollection query, out int limit)
    {
        limit = DefaultLimit;
        return Text(query, "limit") is not { } text
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= DeliveryFilter.MaximumLimit);
    }

    private static bool TryBefore(IQueryCollection query, out long? before)
    {
        before = null;
        if (Text(query, "before") is not { } text)
        {
            return true;
        }

        before = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : null;
        return before is not null;
    }

    private static bool TryState(IQueryCollection query, out DeliveryState? state)
    {
        var text = Text(query, "state");
        state = Enum.GetValues<DeliveryState>().Cast<DeliveryState?>()
            .FirstOrDefault(value => value.ToString()?.Equals(text, StringComparison.OrdinalIgnoreCase) == true);
        return text is null || state is not null;
    }
}
