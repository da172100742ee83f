using System.Text.Json.Nodes;
using Webhooks.Contracts.Deliveries;

namespace Webhooks.Workflows.Tests.PullRequests;

internal static class PullRequestLives
{
    /// <summary>A bit of everything, in order.</summary>
    public static IReadOnlyList<(DeliveryEvent Delivery, JsonObject Body)> Whole(TestPullRequest request)
    {
        var merged = request.Merged(40, head: 3);
        return
        [
            request.Opened(),
            request.Happened("labeled", 0),
            request.Reviewed(5, "ada", "changes_requested", 501),
            request.Happened("synchronize", 8, head: 2, by: "bo"),
            request.Reviewed(9, "cy", "approved", 502),
            request.Reviewed(10, "ada", "commented", 503),
            request.Closed(12),
            request.Happened("reopened", 13),
            request.Reviewed(14, "cy", "dismissed", 502, action: "dismissed"),
            request.Happened("synchronize", 20, head: 3, by: "bo"),
            request.Reviewed(30, "ada", "approved", 504),
            merged,
            request.Twin(merged),
            request.Reviewed(50, "dee", "approved", 505, merged: 40),
            request.Happened("edited", 55, "closed", isMerged: false, head: 3, title: "Brew tea in a teapot"),
        ];
    }
}
