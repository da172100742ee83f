namespace Webhooks.Storage.Journal;

/// <summary>What stands in a record beside the body.</summary>
/// <param name="Facts">As accepted.</param>
/// <param name="Sha256">Of the raw body, 64 lower-case hex digits.</param>
internal readonly record struct StoredFacts(AcceptedDelivery Facts, string Sha256)
{
    /// <summary>Null when the body is stored as received.</summary>
    public BodyForm? Form { get; init; }
}
