using Temporalio.Activities;
using Webhooks.Activities.Ledger;

namespace Webhooks.Activities.Deployments;

public sealed class DeploymentActivities(EntityMemory memory)
{
    /// <summary>
    /// What the ledger still knows of an entity whose workflow ended after a quiet period. Null when nothing. Reads only, so it may run any
    /// number of times.
    /// </summary>
    [Activity]
    public async Task<DeploymentLog?> RecallDeploymentAsync(string entity)
    {
        DeploymentLog? log = null;
        foreach (var delivery in await memory.SettledAsync(entity, ActivityExecutionContext.Current.CancellationToken))
        {
            log = DeploymentLog.Following(log, delivery);
        }

        return log;
    }
}
