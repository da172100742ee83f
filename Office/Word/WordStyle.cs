namespace Webhooks.Office.Word;

/// <summary>A paragraph style: what Word is told of it and what <see cref="PageEstimate"/> reckons with. Lengths are twentieths of a point.</summary>
internal sealed record WordStyle(string Id, string Name)
{
    public string BasedOn { get; init; } = WordStyles.Body;

    public string Next { get; init; } = WordStyles.Body;

    /// <summary>In half points.</summary>
    public int Size { get; init; } = WordStyles.BodySize;

    public bool IsBold { get; init; }

    public bool IsItalic { get; init; }

    public bool IsHeadingFont { get; init; }

    public bool IsCode { get; init; }

    public string? Colour { get; init; }

    public int Before { get; init; }

    public int After { get; init; }

    /// <summary>In 240ths of the font's own height of a line.</summary>
    public int Line { get; init; } = 240;

    public int Left { get; init; }

    public int Right { get; init; }

    public bool KeepsWithNext { get; init; }

    public bool KeepsLines { get; init; }

    /// <summary>0 for the highest heading; null for what is none.</summary>
    public int? Outline { get; init; }

    /// <summary>Side and attributes: <c>bottom</c> and what <c>w:bottom</c> has.</summary>
    public IReadOnlyList<(string Side, int Size, int Space, string Colour)> Borders { get; init; } = [];

    public string? Shade { get; init; }

    /// <summary>Of a tab at the right margin: <c>dot</c> or <c>none</c>.</summary>
    public string? RightTab { get; init; }

    /// <summary>List that the style belongs to.</summary>
    public int? Numbering { get; init; }

    /// <summary>Shown first in Word's menu of styles.</summary>
    public bool IsQuick { get; init; }
}
