using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Webhooks.Gateway.Access;
using Webhooks.Gateway.Receiving;
using Webhooks.Gateway.Storing;
using Webhooks.Storage.Ledger;
using Webhooks.Storage.Operations;

namespace Webhooks.Gateway.Replaying;

/// <summary>Takes the wishes of operators. Whatever it answers is in the audit before the answer.</summary>
internal sealed class ReplayDesk(
    DeliveryStore store, ReplaySelector selector, RepeatDelivery repeat, ReplayService service, ReplaySettings settings, TimeProvider time)
{
    private const int MostListed = 50;

    private IOperationLog Log => store.Operations;

    /// <exception cref="LedgerUnavailableException">Nothing was begun, or it is not known whether it was: the list of replays says so.</exception>
    /// <param name="request">Null when what was sent could not be read.</param>
    /// <param name="caller">Who wishes it.</param>
    /// <param name="cancellationToken">Cancels before it has begun.</param>
    public async Task<ReplayAnswer> TakeAsync(ReplayRequest? request, Caller caller, CancellationToken cancellationToken)
    {
        var answer = request is null ? ReplayProblems.Of(ReplayProblem.RequestInvalid) : await DecideAsync(request, caller, cancellationToken);
        if (answer.Began is null)
        {
            var result = answer.Problem is { } problem ? ProblemTexts.ShortName(problem) : "dry-run";
            await Log.AppendAsync(ReplayAudit.Of(caller, time.GetUtcNow(), request ?? new(), result, answer.Preview?.Count), CancellationToken.None);
        }

        return answer;
    }

    /// <exception cref="LedgerUnavailableException">It cannot be read.</exception>
    public async Task<ReplayDocument?> FindAsync(string id, Caller caller, CancellationToken cancellationToken) =>
        await Log.FindReplayAsync(id, cancellationToken) is { } document && ReplayDocument.FromJson(document) is var replay && IsVisible(replay, caller)
            ? replay
            : null;

    /// <summary>Newest first, without the deliveries of each.</summary>
    /// <exception cref="LedgerUnavailableException">They cannot be read.</exception>
    public async Task<List<ReplayDocument>> ListAsync(Caller caller, CancellationToken cancellationToken) =>
        [.. (await Log.ReplaysAsync(MostListed, caller.Tenant, cancellationToken)).Select(document => ReplayDocument.FromJson(document) with { Deliveries = [] })];

    /// <returns>Null when it will stop.</returns>
    /// <exception cref="LedgerUnavailableException">Not asked.</exception>
    public async Task<ReplayProblem?> StopAsync(string id, Caller caller, CancellationToken cancellationToken)
    {
        ReplayProblem? problem = await FindAsync(id, caller, cancellationToken) is null ? ReplayProblem.ReplayUnknown
            : await Log.RequestStopAsync(id, caller.Name, CancellationToken.None) ? null
            : ReplayProblem.NotRunning;
        var result = problem is { } fault ? ProblemTexts.ShortName(ReplayProblems.Of(fault)) : "stop-requested";
        await Log.AppendAsync(ReplayAudit.StopRequested(caller, time.GetUtcNow(), id, result), CancellationToken.None);
        service.Wake();
        return problem;
    }

    private static bool IsVisible(ReplayDocument replay, Caller caller) => caller.Tenant is null || caller.Tenant == replay.Tenant;

    private async Task<ReplayAnswer> DecideAsync(ReplayRequest request, Caller caller, CancellationToken cancellationToken)
    {
        if (ReplaySelection.Read(request, caller.Tenant, out var fault) is not { } selection)
        {
            return ReplayProblems.Of(ReplayProblem.RequestInvalid, fault);
        }

        if (request is { DryRun: false, Reason: null })
        {
            return ReplayProblems.Of(ReplayProblem.ReasonMissing);
        }

        var selected = await selector.FindAsync(selection, cancellationToken);
        if (selected.Count > settings.MaximumDeliveries)
        {
            return Counted(ReplayProblem.TooMany, selected.Count);
        }

        if (request.DryRun)
        {
            return new ReplayAnswer { Preview = await PreviewAsync(selected, request, cancellationToken) };
        }

        return selected.Count == 0 ? ReplayProblems.Of(selection.DeliveryId is null ? ReplayProblem.NothingSelected : ReplayProblem.DeliveryUnknown)
            : request.Confirm is { } confirmed && confirmed != selected.Count ? Counted(ReplayProblem.ConfirmationWrong, selected.Count)
            : request.Confirm is null && selected.Count > settings.ConfirmAbove ? Counted(ReplayProblem.ConfirmationMissing, selected.Count)
            : await BeginAsync(request, caller, selected);
    }

    private async Task<ReplayAnswer> BeginAsync(ReplayRequest request, Caller caller, SelectedDeliveries selected)
    {
        var replay = new ReplayDocument
        {
            ReplayId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            State = ReplayState.Running,
            RequestedBy = caller.Name,
            Tenant = caller.Tenant,
            Request = request,
            StartedAt = time.GetUtcNow(),
            Total = selected.Count,
        };
        var stored = new StoredReplay { Id = replay.ReplayId, Tenant = caller.Tenant, Document = replay.ToJson(), Deliveries = selected.Pack() };
        var record = ReplayAudit.Of(caller, replay.StartedAt, request, "started", selected.Count, replay.ReplayId);
        if (!await Log.BeginReplayAsync(stored, record, CancellationToken.None))
        {
            return ReplayProblems.Of(ReplayProblem.AnotherRunning);
        }

        service.Wake();
        return new ReplayAnswer { Began = replay };
    }

    private async Task<ReplayPreview> PreviewAsync(SelectedDeliveries selected, ReplayRequest request, CancellationToken cancellationToken)
    {
        var previewed = new List<PreviewedDelivery>();
        foreach (var record in selected.First)
        {
            var examined = await repeat.ExamineAsync(record, request.AcceptUnverified, cancellationToken);
            previewed.Add(new PreviewedDelivery
            {
                DeliveryId = record.DeliveryId,
                Source = record.Source,
                Event = record.EventName,
                Entity = record.Entity,
                ReceivedAt = record.ReceivedAt,
                State = record.State,
                Outcome = record.Outcome?.Kind,
                OutcomeReason = record.Outcome?.Reason,
                IsVerified = examined.IsVerified,
                Refusal = examined.Refusal,
            });
        }

        return new ReplayPreview
        {
            Count = selected.Count,
            NeedsConfirmation = selected.Count > settings.ConfirmAbove,
            Deliveries = previewed,
            IsCut = selected.Count > previewed.Count,
        };
    }

    private static ProblemDetails Counted(ReplayProblem problem, int count)
    {
        var text = ReplayProblems.Of(problem);
        text.Extensions["count"] = count;
        return text;
    }
}
