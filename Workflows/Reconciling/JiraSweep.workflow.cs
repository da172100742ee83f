using Temporalio.Exceptions;
using Temporalio.Workflows;
using Webhooks.Activities;
using Webhooks.Activities.Reconciling.Jira;
using Webhooks.Activities.Reconciling.Reporting;

namespace Webhooks.Workflows.Reconciling;

/// <summary>
/// Jira: looks at every issue that changed since the last run, and posts the changes that the ledger lacks. What was posted is in the ledger,
/// so nothing is remembered but the time up to which everything was compared.
/// </summary>
internal sealed class JiraSweep(ReconcileRequest request, ReconciliationState start) : Reconciliation(request, start)
{
    public override async Task RunAsync()
    {
        var sweep = State.Sweep ?? Begin();
        for (var pages = 0; pages == 0 || sweep.PageToken is not null; pages++)
        {
            if (Workflow.ContinueAsNewSuggested || pages >= Request.PagesARun)
            {
                var next = State with { Sweep = sweep };
                throw Workflow.CreateContinueAsNewException((ReconcileDeliveriesWorkflow workflow) => workflow.RunAsync(Request, next));
            }

            var (source, minutes, token) = (Request.Source, sweep.Minutes, sweep.PageToken);
            var page = await Workflow.ExecuteActivityAsync((JiraSweeping activities) => activities.FindChangedIssuesAsync(source, minutes, token), ActivityPolicies.Standard);
            var isComplete = true;
            foreach (var issue in page.IssueIds)
            {
                if (State.Counts.Requested >= Request.MaximumRequests)
                {
                    return;
                }

                isComplete &= await CheckAsync(issue, sweep);
            }

            sweep = sweep with { PageToken = page.Next, HasMore = sweep.HasMore || !isComplete };
        }

        if (!sweep.HasMore)
        {
            State = State with { ReconciledTo = sweep.Until };
        }
    }

    private IssueSweep Begin()
    {
        var now = Now;
        var since = State.ReconciledTo is { } last ? last - Request.Overlap : now - Request.Lookback;
        // Jira compares whole minutes.
        return new IssueSweep { Since = since, Until = now - Request.Grace, Minutes = (long)Math.Ceiling((now - since).TotalMinutes) + 2 };
    }

    /// <returns>Whether nothing of the issue is left for the next run.</returns>
    private async Task<bool> CheckAsync(string issue, IssueSweep sweep)
    {
        var check = new IssueCheck { Source = Request.Source, IssueId = issue, Since = sweep.Since, Until = sweep.Until };
        try
        {
            var outcome = await Workflow.ExecuteActivityAsync((JiraSweeping activities) => activities.ReconcileIssueAsync(check), ActivityPolicies.Upload);
            State = State with
            {
                Counts = State.Counts with { Checked = State.Counts.Checked + outcome.Checked, Requested = State.Counts.Requested + outcome.Posted },
            };
            if (outcome.IsRefused)
            {
                GiveUp(issue, LossReasons.GatewayRefused, sweep);
            }

            return outcome.IsComplete;
        }
        catch (ActivityFailureException failure) when (failure.InnerException is ApplicationFailureException { ErrorType: ErrorTypes.ProviderAnswer })
        {
            // One issue that cannot be understood must not hold up the others.
            GiveUp(issue, LossReasons.IssueUnreadable, sweep);
            return true;
        }
    }

    private void GiveUp(string issue, string reason, IssueSweep sweep)
    {
        if (!State.Lost.Any(each => each.Identifier == issue && each.Reason == reason))
        {
            State = State.WithLost(new LostDelivery(issue, "issue", reason, sweep.Since, Now));
        }
    }
}
