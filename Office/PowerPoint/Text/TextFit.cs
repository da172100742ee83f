using System.Globalization;

namespace Webhooks.Office.PowerPoint.Text;

/// <summary>Makes a text fit: the largest size that holds the whole of it, else its beginning in the smallest.</summary>
internal static class TextFit
{
    public const string Ellipsis = "…";

    /// <param name="text">One paragraph.</param>
    /// <param name="room">Holds a few characters in the smallest size.</param>
    /// <param name="sizes">Points, from large to small.</param>
    /// <param name="ending">Kept behind the text, also when that is cut.</param>
    public static FittedText Fit(string text, TextRoom room, IReadOnlyList<int> sizes, string ending = "")
    {
        var size = sizes.FirstOrDefault(size => room.Holds(text + ending, size));
        return size == 0
            ? new FittedText(Cut(text, room, sizes[^1], Ellipsis + ending), sizes[^1], IsCut: true)
            : new FittedText(text + ending, size, IsCut: false);
    }

    /// <summary>The longest beginning that has room together with the ending; whole words when that does not cost much.</summary>
    private static string Cut(string text, TextRoom room, int size, string ending)
    {
        var starts = StringInfo.ParseCombiningCharacters(text);
        var (fits, tooMuch) = (0, starts.Length);
        while (tooMuch - fits > 1)
        {
            var middle = (fits + tooMuch) / 2;
            if (room.Holds(text[..starts[middle]].TrimEnd() + ending, size))
            {
                fits = middle;
            }
            else
            {
                tooMuch = middle;
            }
        }

        var end = starts.Length == 0 ? 0 : starts[fits];
        var word = text.LastIndexOf(' ', Math.Max(end - 1, 0));
        if (end < text.Length && text[end] != ' ' && word > end * 2 / 3)
        {
            end = word;
        }

        return text[..end].TrimEnd(' ', ',', ';', ':', '.', '-', '–') + ending;
    }
}
