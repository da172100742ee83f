using Webhooks.Office.PowerPoint.Text;

namespace Webhooks.Office.PowerPoint.Slides;

/// <summary>A change in words: where it goes by an arrow, what is thought of it by a word, so that nobody has to see its colour.</summary>
internal static class FigureChange
{
    /// <summary>Empty when there is nothing to say.</summary>
    public static string Of(KeyFigure figure)
    {
        var change = SlideText.Of(figure.Change ?? "");
        var word = Word(figure.Tone);
        return (change, word) switch
        {
            ("", _) => word,
            (_, "") => Arrow(change) + change,
            _ => $"{Arrow(change)}{change} · {word}",
        };
    }

    /// <summary>Null for the layout's.</summary>
    public static string? Colour(Tone tone) => tone switch
    {
        Tone.Neutral => null,
        Tone.Good => OfficeTheme.Good,
        Tone.Warning => OfficeTheme.Warning,
        Tone.Bad => OfficeTheme.Bad,
    };

    private static string Arrow(string change) => change[0] switch
    {
        '+' => "▲ ",
        '-' or '−' or '–' => "▼ ",
        _ => "",
    };

    private static string Word(Tone tone) => tone switch
    {
        Tone.Neutral => "",
        Tone.Good => "good",
        Tone.Warning => "to watch",
        Tone.Bad => "bad",
    };
}
