using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Webhooks.Office.Word;

/// <summary>Foreign text as runs: nothing in it is anything but text.</summary>
internal static class WordText
{
    /// <param name="text">Line feeds become line breaks, tabs tabs.</param>
    /// <param name="properties">Of every run.</param>
    public static IEnumerable<Run> Runs(string text, RunProperties? properties = null)
    {
        var clean = OfficeText.Clean(text);
        if (clean.Length == 0)
        {
            yield break;
        }

        var run = Begin(properties);
        foreach (var (at, line) in clean.Split('\n').Index())
        {
            if (at > 0)
            {
                run.Append(new Break());
            }

            foreach (var (column, piece) in line.Split('\t').Index())
            {
                if (column > 0)
                {
                    run.Append(new TabChar());
                }

                if (piece.Length > 0)
                {
                    run.Append(new Text(piece) { Space = SpaceProcessingModeValues.Preserve });
                }
            }
        }

        yield return run;
    }

    /// <summary>Clean, with spaces for tabs and line ends.</summary>
    public static string OneLine(string text) => OfficeText.Clean(text).Replace('\n', ' ').Replace('\t', ' ').Trim();

    public static Paragraph Paragraph(string style, string text) => Paragraph(style, Runs(text));

    public static Paragraph Paragraph(string style, IEnumerable<OpenXmlElement> content) =>
        new([new ParagraphProperties(new ParagraphStyleId { Val = style }), .. content]);

    /// <summary>A field of one instruction, with what it says until somebody works it out.</summary>
    public static IEnumerable<Run> Field(string instruction, string result) =>
    [
        new(new FieldChar { FieldCharType = FieldCharValues.Begin }),
        new(new FieldCode($" {instruction} ") { Space = SpaceProcessingModeValues.Preserve }),
        new(new FieldChar { FieldCharType = FieldCharValues.Separate }),
        new(new Text(result)),
        new(new FieldChar { FieldCharType = FieldCharValues.End }),
    ];

    private static Run Begin(RunProperties? properties) =>
        properties is null ? new Run() : new Run(properties.CloneNode(deep: true));
}
