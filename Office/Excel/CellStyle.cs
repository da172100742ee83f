namespace Webhooks.Office.Excel;

/// <summary>How a cell is set. The number of a member is its position among the formats of <see cref="StylesXml"/>.</summary>
internal enum CellStyle
{
    Normal,
    Heading,
    Caption,
    CardLabel,
    CardValue,
    CardNeutral,
    CardGood,
    CardWarning,
    CardBad,
    HeaderLeft,
    HeaderRight,
    Text,
    Link,
    Count,
    Money,
    Share,
    Day,
    Moment,
    TotalText,
    TotalCount,
    TotalMoney,
    TotalShare,
}
