using Webhooks.Storage.Ledger;

namespace Webhooks.Storage.Backlog;

/// <summary>A piece of what waits for its signal.</summary>
/// <param name="Rows">In order of acceptance.</param>
/// <param name="ReadUpTo">The <see cref="DeliveryRecord.Sequence"/> behind which the next page begins.</param>
/// <param name="HasMore">There may be a next page already.</param>
public sealed record PendingPage(IReadOnlyList<DeliveryRecord> Rows, long ReadUpTo, bool HasMore);
