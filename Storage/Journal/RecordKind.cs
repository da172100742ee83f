namespace Webhooks.Storage.Journal;

/// <summary>What a record holds; the numbers are on disk.</summary>
internal enum RecordKind : byte
{
    Delivery = 1,

    /// <summary>Last record of a segment that is complete; without it, the end of the segment is missing.</summary>
    Closing = 2,

    /// <summary>A delivery whose body is not stored as received; the facts say how. Programs that cannot unpack it do not know this kind.</summary>
    EncodedDelivery = 3,
}
