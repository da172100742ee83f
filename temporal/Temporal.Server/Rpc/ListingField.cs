namespace Temporal.Server.Rpc;

/// <param name="Column">Expression over the row of a run; null for a search attribute, whose values are rows of their own.</param>
/// <param name="Kind">What its values are and which operators make sense.</param>
internal sealed record ListingField(string? Column, ListingFieldKind Kind);

internal enum ListingFieldKind
{
    Keyword,
    Text,
    KeywordList,
    Number,
    Bool,
    Time,
    Duration,
    Status,
}
