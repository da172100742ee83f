using System.Text.Json;
using Webhooks.Gateway.Access;
using Webhooks.Storage.Operations;

namespace Webhooks.Gateway.Replaying;

/// <summary>What the audit says about replays.</summary>
internal static class ReplayAudit
{
    private const string Action = "replay";

    public static AuditRecord Of(Caller caller, DateTimeOffset at, ReplayRequest request, string result, int? deliveries = null, string? replayId = null) => new()
    {
        At = at,
        Actor = caller.Name,
        Tenant = caller.Tenant,
        Action = Action,
        Subject = replayId ?? request.DeliveryId,
        Reason = request.Reason,
        IsDryRun = request.DryRun,
        Deliveries = deliveries,
        Result = result,
        Detail = JsonSerializer.Serialize(request with { Reason = null }, ReplayJson.Default.ReplayRequest),
    };

    public static AuditRecord StopRequested(Caller caller, DateTimeOffset at, string replayId, string result) => new()
    {
        At = at,
        Actor = caller.Name,
        Tenant = caller.Tenant,
        Action = "replay-stop",
        Subject = replayId,
        Result = result,
    };

    public static AuditRecord Ended(ReplayDocument replay) => new()
    {
        At = replay.EndedAt ?? replay.StartedAt,
        Actor = replay.RequestedBy,
        Tenant = replay.Tenant,
        Action = Action,
        Subject = replay.ReplayId,
        Reason = replay.Request.Reason,
        Deliveries = replay.Total,
        Result = replay.State == ReplayState.Finished ? "finished" : "stopped",
        Detail = JsonSerializer.Serialize(
            new ReplayResult
            {
                Replayed = replay.Replayed,
                Unverified = replay.Unverified,
                Refused = replay.Refused,
                NotReached = replay.Total - replay.Done,
                StoppedBy = replay.StoppedBy,
            },
            ReplayJson.Default.ReplayResult),
    };
}

/// <summary>What came of a replay, as the audit keeps it.</summary>
internal sealed record ReplayResult
{
    public required int Replayed { get; init; }

    /// <summary>Of those: without a proof that could be checked again.</summary>
    public required int Unverified { get; init; }

    public required IReadOnlyDictionary<ReplayRefusal, int> Refused { get; init; }

    public required int NotReached { get; init; }

    public string? StoppedBy { get; init; }
}
