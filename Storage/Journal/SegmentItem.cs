namespace Webhooks.Storage.Journal;

/// <summary>What stands at an offset of a segment.</summary>
internal abstract record SegmentItem(long Offset, long Next);

internal sealed record DeliveryItem(long Offset, long Next, byte[] Facts, int BodyLength) : SegmentItem(Offset, Next);

internal sealed record ClosingItem(long Offset, long Next) : SegmentItem(Offset, Next);

/// <param name="Offset">Where it begins.</param>
/// <param name="Next">The next readable record, or the end.</param>
/// <param name="Lost">Bytes that are not just unwritten space.</param>
/// <param name="Reason">What is wrong.</param>
/// <param name="Intact">The checksums hold; only the meaning is unknown.</param>
internal sealed record DamagedItem(long Offset, long Next, long Lost, string Reason, bool Intact) : SegmentItem(Offset, Next);
