using Microsoft.AspNetCore.Mvc;
using Webhooks.Gateway.Receiving;

namespace Webhooks.Gateway.Replaying;

/// <summary>Why a replay does not begin.</summary>
internal enum ReplayProblem
{
    NotJson,
    RequestInvalid,
    ReasonMissing,
    DeliveryUnknown,
    NothingSelected,
    TooMany,
    ConfirmationMissing,
    ConfirmationWrong,
    AnotherRunning,
    ReplayUnknown,
    NotRunning,
    StorageUnavailable,
}

/// <summary>Status, stable type and text of each.</summary>
internal static class ReplayProblems
{
    public static ProblemDetails Of(ReplayProblem problem) => problem switch
    {
        ReplayProblem.NotJson => ProblemTexts.Make(415, "content-type-unsupported", "Unsupported content type", "Send application/json."),
        ReplayProblem.RequestInvalid => ProblemTexts.Make(400, "replay-invalid", "Invalid replay", "The body is not a replay that can be understood."),
        ReplayProblem.ReasonMissing => ProblemTexts.Make(400, "reason-missing", "Reason missing", "Say in 'reason' why, for the audit."),
        ReplayProblem.DeliveryUnknown => ProblemTexts.DeliveryUnknown(),
        ReplayProblem.NothingSelected => ProblemTexts.Make(409, "nothing-selected", "Nothing selected", "No delivery is selected by this."),
        ReplayProblem.TooMany => ProblemTexts.Make(409, "replay-too-large", "Too many", "More deliveries are selected than may be replayed at once; select fewer."),
        ReplayProblem.ConfirmationMissing => ProblemTexts.Make(409, "confirmation-missing", "Confirmation missing",
            "So many are replayed only when 'confirm' says the number that a dry run said."),
        ReplayProblem.ConfirmationWrong => ProblemTexts.Make(409, "confirmation-wrong", "Confirmation wrong",
            "'confirm' is not the number of deliveries that are selected now; do a dry run again."),
        ReplayProblem.AnotherRunning => ProblemTexts.Make(409, "replay-running", "A replay is running", "One replay runs at a time; wait for it, or stop it."),
        ReplayProblem.ReplayUnknown => ProblemTexts.Make(404, "replay-unknown", "No such replay", "No replay has this id."),
        ReplayProblem.NotRunning => ProblemTexts.Make(409, "replay-not-running", "Not running", "The replay has ended already."),
        ReplayProblem.StorageUnavailable => ProblemTexts.Make(503, "storage-unavailable", "Storage unavailable",
            "The ledger or the audit cannot be read or written; nothing was begun."),
    };

    /// <param name="problem">Which.</param>
    /// <param name="detail">Of this case.</param>
    public static ProblemDetails Of(ReplayProblem problem, string? detail)
    {
        var text = Of(problem);
        text.Detail = detail ?? text.Detail;
        return text;
    }
}
