namespace Webhooks.Office.Tables;

/// <summary>How the values of a column are set: alignment and format. A cell of another type than its column is set by its own type.</summary>
public enum ColumnKind
{
    Text,

    /// <summary>Whole, with separators of thousands.</summary>
    Count,

    /// <summary>Two decimals; the currency stands in the header or in a column of its own.</summary>
    Money,

    /// <summary>A fraction: 0.25 is 25 %.</summary>
    Share,

    Day,

    Moment,
}
