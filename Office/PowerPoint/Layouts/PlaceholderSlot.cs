namespace Webhooks.Office.PowerPoint.Layouts;

/// <summary>
/// What binds a shape of a slide to the one of its layout that it inherits place and style from: type and index are the same in both.
/// </summary>
/// <param name="Name">Of the shape.</param>
/// <param name="Type">As PresentationML has it (ST_PlaceholderType).</param>
/// <param name="Index">Null for what a slide has at most one of.</param>
internal sealed record PlaceholderSlot(string Name, string Type, int? Index = null)
{
    public static PlaceholderSlot Title { get; } = new("Title", "title");

    /// <summary>Of the master alone: what bodies of layouts begin with.</summary>
    public static PlaceholderSlot Body { get; } = new("Text", "body", 1);

    public static PlaceholderSlot OpeningTitle { get; } = new("Title", "ctrTitle");

    public static PlaceholderSlot Subtitle { get; } = new("Subtitle", "subTitle", 1);

    public static PlaceholderSlot Footer { get; } = new("Footer", "ftr", 11) { IsSmall = true };

    public static PlaceholderSlot Number { get; } = new("Slide Number", "sldNum", 12) { IsSmall = true };

    public static PlaceholderSlot Lead { get; } = new("Lead", "body", 13);

    public static PlaceholderSlot Points { get; } = new("Points", "body", 14);

    public static PlaceholderSlot Date { get; } = new("Date", "body", 15);

    public static PlaceholderSlot NotesPicture { get; } = new("Slide Image", "sldImg");

    public static PlaceholderSlot NotesText { get; } = new("Notes", "body", 1);

    /// <summary>PowerPoint finds footers and numbers of a layout by this too.</summary>
    public bool IsSmall { get; private init; }

    public static PlaceholderSlot Figure(int at) => new($"Figure {at + 1}", "body", 20 + at);

    public static PlaceholderSlot Chart(int at) => new($"Chart {at + 1}", "chart", 30 + at);
}
