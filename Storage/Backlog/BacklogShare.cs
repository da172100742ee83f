namespace Webhooks.Storage.Backlog;

/// <summary>Which entities one process signals. Compared by reference: a share that was given back and taken again is another one.</summary>
public class BacklogShare
{
    /// <summary>All entities: there is one gateway.</summary>
    public static BacklogShare Whole { get; } = new();

    private protected BacklogShare()
    {
    }
}
