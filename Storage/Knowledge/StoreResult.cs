namespace Webhooks.Storage.Knowledge;

/// <summary>The row after storing, and what storing changed.</summary>
public sealed record StoreResult(StoredDocument Document, StoreChange Change);
