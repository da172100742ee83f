namespace Webhooks.Office;

/// <summary>Fonts and colours of all documents. Every text colour has a contrast of at least 4.5 to the ground that it stands on.</summary>
public static class OfficeTheme
{
    public const string Name = "Webhooks";
    public const string HeadingFont = "Calibri";
    public const string BodyFont = "Calibri";
    public const string CodeFont = "Consolas";

    /// <summary>Six hex digits each, as OpenXML has them.</summary>
    public const string Ink = "1B2733";

    public const string Muted = "5A6876";
    public const string Line = "D5DCE3";
    public const string Ground = "FFFFFF";
    public const string Shade = "F2F5F8";
    public const string Primary = "1F4E79";
    public const string Good = "1B7A4B";
    public const string Warning = "9A5B00";
    public const string Bad = "B3261E";

    /// <summary>Of series and accents, in this order; told apart also by people who do not see red and green.</summary>
    public static IReadOnlyList<string> Accents { get; } = ["1F4E79", "D9822B", "2A9D8F", "7A5195", "B0413E", "8A9BA8"];
}
