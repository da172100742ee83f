namespace Webhooks.Office.PowerPoint.Layouts;

/// <summary>Where things stand on a slide of 13⅓ by 7½ inches. Text has no margin inside its box, but in cards.</summary>
internal static class SlideSpace
{
    public static Box Slide { get; } = Box.Inches(0, 0, 40.0 / 3, 7.5);

    public static Box Band { get; } = Box.Inches(0, 0, 0.16, 7.5);

    public static Box Title { get; } = Box.Inches(0.8, 0.32, 11.73, 1.05);

    public static Box Content { get; } = Box.Inches(0.8, 1.65, 11.73, 5.05);

    /// <summary>Narrower than the slide: long lines are hard to read.</summary>
    public static Box Prose { get; } = Content with { Width = Box.Inches(0, 0, 10.9, 0).Width };

    public static Box FooterLine { get; } = Box.Inches(0.8, 6.9, 11.73, 0);

    public static Box Footer { get; } = Box.Inches(0.8, 6.96, 9.5, 0.3);

    public static Box Number { get; } = Box.Inches(11.53, 6.96, 1.0, 0.3);

    public static Box OpeningTitle { get; } = Box.Inches(1.1, 1.75, 9.6, 1.75);

    public static Box OpeningSubtitle { get; } = Box.Inches(1.1, 3.72, 9.6, 1.2);

    public static Box OpeningDate { get; } = Box.Inches(1.1, 5.95, 9.6, 0.4);

    /// <summary>A few bars in the corner, of a slightly different blue.</summary>
    public static IReadOnlyList<Box> OpeningBars { get; } =
        [.. new[] { 0.7, 1.2, 1.0, 1.8, 2.6 }.Select((height, at) => Box.Inches(10.0 + (at * 0.6), 7.5 - height, 0.42, height))];

    public static Box NotesPage { get; } = new(0, 0, 6_858_000, 9_144_000);

    public static Box NotesPicture { get; } = Box.Inches(0.75, 0.6, 6.0, 3.375);

    public static Box NotesText { get; } = Box.Inches(0.75, 4.25, 6.0, 5.1);
}
