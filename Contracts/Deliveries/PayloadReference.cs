namespace Webhooks.Contracts.Deliveries;

/// <summary>Where in the delivery journal a raw body stands. Workflows carry this, never the body.</summary>
/// <param name="Segment">Number of the journal segment.</param>
/// <param name="Offset">Byte offset of the delivery's record inside the segment.</param>
/// <param name="Length">Length of the raw body in bytes.</param>
/// <param name="Sha256">SHA-256 of the raw body, 64 lower-case hex digits.</param>
public sealed record PayloadReference(long Segment, long Offset, int Length, string Sha256);
