namespace Webhooks.Storage.Knowledge;

/// <summary>What storing a document changed.</summary>
public enum StoreChange
{
    Created,
    Updated,
    Unchanged,
}
