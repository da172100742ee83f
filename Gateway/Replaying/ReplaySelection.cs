using System.Globalization;
using Webhooks.Storage.Ledger;

namespace Webhooks.Gateway.Replaying;

/// <summary>A request that was checked: which deliveries it is about.</summary>
internal sealed record ReplaySelection
{
    public const int LongestReason = 500;

    private const int LongestText = 256;

    /// <summary>Set: this one and no other.</summary>
    public string? DeliveryId { get; private init; }

    public DeliveryFilter Filter { get; private init; } = new();

    /// <param name="request">As sent.</param>
    /// <param name="tenant">Only its deliveries exist for the caller; null for all.</param>
    /// <param name="fault">What is wrong with it.</param>
    /// <returns>Null when something is wrong.</returns>
    public static ReplaySelection? Read(ReplayRequest request, string? tenant, out string? fault)
    {
        DateTimeOffset? from = null;
        DateTimeOffset? to = null;
        fault = FaultOf(request)
            ?? (!TryTime(request.From, out from) ? "from is not a time such as 2026-03-14T12:00:00Z." : null)
            ?? (!TryTime(request.To, out to) ? "to is not a time such as 2026-03-14T12:00:00Z." : null)
            ?? (from >= to ? "from is not before to." : null);
        if (fault is not null)
        {
            return null;
        }

        var filter = request.Filter ?? new();
        return new()
        {
            DeliveryId = request.DeliveryId?.ToLowerInvariant(),
            Filter = new()
            {
                Tenant = tenant,
                Source = filter.Source,
                Provider = filter.Provider,
                EventName = filter.Event,
                Entity = filter.Entity,
                Outcome = filter.Outcome,
                Reason = filter.OutcomeReason,
                State = filter.State,
                From = from,
                To = to,
                Limit = DeliveryFilter.MaximumLimit,
            },
        };
    }

    private static string? FaultOf(ReplayRequest request)
    {
        var narrows = request.Filter is { IsEmpty: false } || request.From is not null || request.To is not null;
        return request.DeliveryId is { } id && (id.Length != 32 || !id.All(char.IsAsciiHexDigit)) ? "deliveryId is not 32 hex digits."
            : request.DeliveryId is not null && narrows ? "Give either deliveryId, or a filter and a time range."
            : request.DeliveryId is null && !narrows ? "Say what to replay: deliveryId, a filter that is not empty, from or to."
            : request.Reason is { } reason && !IsReason(reason) ? $"reason is blank, longer than {LongestReason} characters, or has control characters."
            : request.Filter is { } filter ? FaultOf(filter)
            : null;
    }

    private static string? FaultOf(ReplayFilter filter) =>
        Array.Exists([filter.Source, filter.Event, filter.Entity, filter.OutcomeReason], text => text is "" or { Length: > LongestText }) ? "A text of the filter is empty or too long."
        : filter is { Outcome: { } outcome } && !Enum.IsDefined(outcome) ? "filter.outcome is unknown."
        : filter is { State: { } state } && !Enum.IsDefined(state) ? "filter.state is unknown."
        : filter is { Provider: { } provider } && !Enum.IsDefined(provider) ? "filter.provider is unknown."
        : null;

    private static bool IsReason(string text) => !string.IsNullOrWhiteSpace(text) && text.Length <= LongestReason && !text.Any(char.IsControl);

    private static bool TryTime(string? text, out DateTimeOffset? time)
    {
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var isTime = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, styles, out var read);
        time = isTime ? read : null;
        return isTime || text is null;
    }
}
