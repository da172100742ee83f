namespace Temporal.Server;

/// <summary>What the values of a search attribute are.</summary>
public enum SearchAttributeType
{
    /// <summary>Text, found by any of its words.</summary>
    Text = 1,

    /// <summary>Text, found as a whole or by its beginning.</summary>
    Keyword = 2,

    Int = 3,

    Double = 4,

    Bool = 5,

    Datetime = 6,

    /// <summary>Several keywords, found by any of them.</summary>
    KeywordList = 7,
}
