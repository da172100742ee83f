using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Webhooks.Gateway.Receiving;

/// <summary>
/// The query of a delivery, taken off the request before anything else sees it: it may carry a secret, and whatever logs or traces a
/// request writes its address.
/// </summary>
internal sealed class ReceivedQuery
{
    private readonly string text;

    private ReceivedQuery(string text) => this.text = text;

    public static void TakeOff(HttpContext context)
    {
        var request = context.Request;
        context.Features.Set(new ReceivedQuery(request.QueryString.Value ?? ""));
        request.QueryString = QueryString.Empty;
        if (context.Features.Get<IHttpRequestFeature>() is { } raw)
        {
            raw.RawTarget = request.Path.Value ?? "";
        }
    }

    /// <summary>With its question mark; empty when there is none.</summary>
    public static string Of(HttpContext context) => context.Features.Get<ReceivedQuery>()?.text ?? context.Request.QueryString.Value ?? "";

    public static IQueryCollection Parse(HttpContext context) => new QueryCollection(QueryHelpers.ParseQuery(Of(context)));

    public override string ToString() => nameof(ReceivedQuery);
}
