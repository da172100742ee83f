using Temporalio.Exceptions;
using Temporalio.Workflows;
using Webhooks.Activities;
using Webhooks.Activities.Reports.Delivering;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Activities.Reports.Planning;
using Webhooks.Contracts.Reports;
using Webhooks.Workflows.Patterns;

namespace Webhooks.Workflows.Reports;

/// <summary>
/// Writes one edition of a period's report. Asked to stop, it stops between steps as long as nobody was told; once it has begun to tell people
/// it goes to its end, so that whoever asks again tells nobody twice.
/// </summary>
internal sealed class ReportRun
{
    /// <summary>Clocks differ by less: what is begun this shortly before a period's end waits for it, and is no preliminary report.</summary>
    private static readonly TimeSpan NearlyOver = TimeSpan.FromMinutes(1);

    private readonly ReportKind kind;
    private readonly ReportRequest request;
    private readonly ReportProgress progress;
    private int? number;

    public ReportRun(ReportKind kind, ReportRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        (this.kind, this.request) = (kind, request);
        progress = new ReportProgress(ReportSteps.Of(kind));
    }

    public ReportState State => new() { Period = request.Period, Edition = number, Steps = progress.Steps };

    private static DateTimeOffset Now => new(Workflow.UtcNow, TimeSpan.Zero);

    public async Task<ReportResult> RunAsync()
    {
        var begin = Now;
        try
        {
            var result = await WriteAsync();
            ReportMetrics.Ended(kind, result, Now - begin);
            return result;
        }
        catch (Exception failure) when (failure is FailureException or OperationCanceledException)
        {
            var isStopped = Workflow.CancellationToken.IsCancellationRequested && TemporalException.IsCanceledException(failure);
            ReportMetrics.Failed(kind, isStopped ? "cancelled" : "failed", Now - begin);
            // Whoever asked for a period that does not exist is told by the workflow's failure.
            if (!isStopped && FailureName.Of(failure) != NoSuchReport)
            {
                await ReportAnnouncement.TellFailureAsync(kind, request.Period, FailureName.Of(failure));
            }

            throw;
        }
    }

    private static string NoSuchReport { get; } = FailureName.Of(new ApplicationFailureException("", ErrorTypes.NoSuchReport));

    private async Task<ReportResult> WriteAsync()
    {
        var plan = await PlanAsync();
        var parts = await ReportCollection.CollectAsync(plan, progress);
        var edition = await progress.DoAsync(ReportSteps.Aggregate, () => Workflow.ExecuteActivityAsync(
            (ReportEditions activities) => activities.AggregateAsync(plan, parts), ActivityPolicies.Reporting));
        number = edition.Number;
        ReportMetrics.Collected(edition);

        var publishing = new ReportPublishing(edition, progress);
        var texts = await publishing.WriteTextsAsync();
        var files = await publishing.BuildAsync(texts);
        var documents = await publishing.UploadAsync(files);

        // What is told cannot be taken back: either nobody is told, or all that follows is done.
        Workflow.CancellationToken.ThrowIfCancellationRequested();
        bool? isMailed = null;
        if (!edition.IsUnchanged && (!plan.IsPreliminary || request.AnnouncesPreliminary))
        {
            isMailed = await new ReportAnnouncement(edition, documents, progress).TellAsync(files, texts);
        }

        await progress.DoAsync(ReportSteps.Close, () => Workflow.ExecuteActivityAsync(
            (ReportEditions activities) => activities.CloseAsync(plan, edition, documents), ActivityPolicies.Storage.Uninterrupted()));
        if (kind == ReportKind.Weekly && !plan.IsPreliminary)
        {
            await ArchiveAsync(edition);
        }

        progress.SkipRest();
        return ResultOf(edition, documents, isMailed);
    }

    private async Task<ReportPlan> PlanAsync()
    {
        var plan = await progress.DoAsync(ReportSteps.Plan, MakePlanAsync);
        if (plan.Window.To - Now > NearlyOver)
        {
            return plan;
        }

        var (which, period) = (kind, request.Period);
        var ready = await Workflow.ExecuteActivityAsync((ReportPlanning activities) => activities.ReadyAt(which, period), ActivityPolicies.Standard);
        if (ready <= Now)
        {
            return plan;
        }

        await progress.DoAsync(ReportSteps.Wait, () => Workflow.DelayAsync(ready - Now));
        return await progress.DoAsync(ReportSteps.Plan, MakePlanAsync);
    }

    private Task<ReportPlan> MakePlanAsync()
    {
        var (which, period) = (kind, request.Period);
        return Workflow.ExecuteActivityAsync((ReportPlanning activities) => activities.PlanAsync(which, period), ActivityPolicies.Standard);
    }

    private Task ArchiveAsync(ReportEdition edition) => progress.DoAsync(ReportSteps.Archive, async () =>
    {
        var skipped = await NonCritical.TryAsync(ReportSteps.Archive, () => Workflow.ExecuteActivityAsync(
            (ReportDelivery activities) => activities.ArchiveAsync(edition), ActivityPolicies.Reporting.Uninterrupted()));
        if (skipped is not null)
        {
            progress.Skip(ReportSteps.Archive, skipped.Reason);
        }
    });

    private ReportResult ResultOf(ReportEdition edition, IReadOnlyList<PublishedDocument> documents, bool? isMailed) => new()
    {
        Period = edition.Period,
        Edition = edition.Number,
        IsUnchanged = edition.IsUnchanged,
        Documents = documents,
        Commits = edition.Figures.Commits,
        Tickets = edition.Figures.Tickets,
        Deployments = edition.Figures.Deployments,
        IsMailed = isMailed,
        Missing = [.. edition.Missing.Select(missing => missing.Source)],
        Remarks = progress.Remarks,
    };
}
