using System.Globalization;
using Webhooks.Gateway.Access;
using Webhooks.Gateway.Receiving;
using Webhooks.Gateway.Storing;
using Webhooks.Storage.Ledger;
using Webhooks.Storage.Operations;

namespace Webhooks.Gateway.Auditing;

/// <summary>The part of the management API that says who had the gateway do what.</summary>
internal static class AuditRoutes
{
    private const int DefaultLimit = 50;

    /// <summary><c>?limit=&amp;before=</c>, newest first.</summary>
    public static void MapAudit(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/audit", (HttpContext context, DeliveryStore store) => ListAsync(context, store.Operations)).RequireScope(ManagementScope.Read);

    private static async Task ListAsync(HttpContext context, IOperationLog log)
    {
        var query = context.Request.Query;
        if (!TryNumber(query, "limit", out var limit) || limit is < 1 or > IOperationLog.MaximumPage || !TryNumber(query, "before", out var before))
        {
            await Answers.WriteProblemAsync(context, ProblemTexts.QueryInvalid($"limit is a number from 1 to {IOperationLog.MaximumPage}, before a sequence."));
            return;
        }

        try
        {
            var records = await log.AuditAsync((int)(limit ?? DefaultLimit), before, Caller.Of(context).Tenant, context.RequestAborted);
            await context.Response.WriteAsJsonAsync([.. records.Select(AuditView.Of)], AuditJson.Default.ListAuditView, cancellationToken: CancellationToken.None);
        }
        catch (LedgerUnavailableException)
        {
            await Answers.WriteProblemAsync(context, ProblemTexts.NotReady("The audit cannot be read."));
        }
    }

    private static bool TryNumber(IQueryCollection query, string name, out long? number)
    {
        number = query[name] is [{ Length: > 0 } text] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : null;
        return number is not null || query[name].Count == 0;
    }
}
