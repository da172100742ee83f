using Webhooks.Office.Charts;
using Webhooks.Office.Tables;

namespace Webhooks.Office.Word;

/// <summary>A piece of a Word document.</summary>
public abstract record WordBlock
{
    private WordBlock()
    {
    }

    /// <summary>Numbered into the table of contents.</summary>
    /// <param name="Level">1 to 3.</param>
    /// <param name="Text">Plain.</param>
    public sealed record Heading(int Level, string Text) : WordBlock;

    /// <summary>CommonMark with tables. HTML and images in it are shown as text; headings in it are below <paramref name="BelowLevel"/>.</summary>
    public sealed record Markdown(string Text, int BelowLevel = 1) : WordBlock;

    public sealed record Table(DataTable Data) : WordBlock;

    public sealed record Picture(Chart Chart) : WordBlock;

    /// <summary>A row of figures; at most four.</summary>
    public sealed record Figures(IReadOnlyList<KeyFigure> Values) : WordBlock;

    /// <summary>A remark that must not be overlooked, in plain text.</summary>
    public sealed record Callout(Tone Tone, string Text) : WordBlock;

    public sealed record PageBreak : WordBlock;
}
