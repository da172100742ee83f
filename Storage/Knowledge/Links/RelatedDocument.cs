namespace Webhooks.Storage.Knowledge.Links;

/// <summary>A document that another one mentions, or that mentions it.</summary>
public sealed record RelatedDocument
{
    public required string Key { get; init; }

    public required string Path { get; init; }

    public required string Kind { get; init; }

    /// <summary>Foreign text.</summary>
    public required string Title { get; init; }

    public required DateTimeOffset Date { get; init; }

    /// <summary>The name that one of them mentions, such as <c>SHOP-212</c>.</summary>
    public required string Via { get; init; }
}
