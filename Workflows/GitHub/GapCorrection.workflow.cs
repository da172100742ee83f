using Microsoft.Extensions.Logging;
using Temporalio.Exceptions;
using Temporalio.Workflows;
using Webhooks.Activities.GitHub;
using Webhooks.Activities.Knowledge;
using Webhooks.Workflows.Ordering;

namespace Webhooks.Workflows.GitHub;

/// <summary>A push that was missed has come after all: what was written behind the gap is written anew, without saying that something is missing.</summary>
internal static partial class GapCorrection
{
    /// <returns>False when something still says so; it is true of the branch no longer, and nothing else is wrong with it.</returns>
    public static async Task<bool> RunAsync(Gap gap)
    {
        var (delivery, failure) = (gap.Delivery, (Exception?)null);
        try
        {
            var contents = await Workflow.ExecuteActivityAsync(
                (GitHubActivities activities) => activities.ReadPushAsync(delivery), ActivityPolicies.Standard.Uninterrupted());
            var marked = await Workflow.ExecuteActivityAsync(
                (KnowledgeActivities activities) => activities.FindBehindGapAsync(delivery.Entity, contents.Commits, gap.Missing),
                ActivityPolicies.Standard.Uninterrupted());
            var push = delivery.Push ?? throw new InvalidOperationException("Only pushes have gaps.");
            var results = await CommitHandling.HandleAllAsync([.. marked.Select(sha => PushHandling.Reference(delivery, push, sha, null))], "/corrected");
            failure = results.FirstOrDefault(result => result.Failure is not null).Failure;
        }
        catch (FailureException unreadable)
        {
            // The late push itself must be handled whatever became of the earlier one's body.
            failure = unreadable;
        }

        if (failure is not null)
        {
            Log.NotCorrected(Workflow.Logger, delivery.DeliveryId, failure);
        }

        return failure is null;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Documents of delivery {DeliveryId} say that a push before it is missing, and could not be written anew now that it has come.")]
        public static partial void NotCorrected(ILogger logger, string deliveryId, Exception failure);
    }
}
