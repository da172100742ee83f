using Webhooks.Gateway.Tests.EventGrid;

namespace Webhooks.Gateway.Tests.StatusMatrix;

/// <summary>
/// Sends again for a day, with growing pauses, whatever the status, but for four of them: after these an event goes to the dead-letter folder, or
/// nowhere when there is none.
/// </summary>
internal sealed class FakeEventGrid : FakeProvider
{
    private const int MostAttempts = 30;

    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12),
    ];

    private readonly string id = $"{Guid.NewGuid()}";

    public override string Name => "Event Grid";

    public override string Source => "azure";

    public override int Index => 3;

    public override bool IsTaken(int? status) => status is >= 200 and <= 204;

    public override TimeSpan? Wait(int? status, int attempts) =>
        status is 400 or 401 or 403 or 413 || attempts >= MostAttempts ? null
        : Longest(Pauses[Math.Min(attempts, Pauses.Length) - 1], status is 408 ? TimeSpan.FromMinutes(2) : status is 503 ? TimeSpan.FromSeconds(30) : TimeSpan.FromSeconds(10));

    public override HttpRequestMessage Request(int attempt, Spoiled spoiled) => spoiled.Of(new EventRequest
    {
        Source = spoiled.Source ?? Source,
        HeaderSecret = spoiled.IsUnsigned ? null : spoiled.Secret ?? EventRequest.Secret,
        Body = spoiled.Body ?? $"[{Event(spoiled)}]",
    }.Request());

    private string Event(Spoiled spoiled) =>
        spoiled.HasNoId ? EventRequest.Event(id).Replace($"\"id\":\"{id}\",", "", StringComparison.Ordinal)
        : EventRequest.Event(id, type: spoiled.IsUnknown ? "Nobody.Knows.This" : "Microsoft.Resources.ResourceWriteSuccess");

    private static TimeSpan Longest(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
