using System.Globalization;
using System.Xml.Linq;

namespace Webhooks.Office.Tests.PowerPoint;

/// <summary>A word of a PDF and where it stands: points from the top left of its page.</summary>
internal sealed record RenderedWord(string Text, double Left, double Top, double Right, double Bottom)
{
    private static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";

    /// <param name="words">What <c>pdftotext -bbox</c> says.</param>
    public static IReadOnlyList<IReadOnlyList<RenderedWord>> Pages(string words) =>
        [.. XDocument.Parse(words).Descendants(Html + "page").Select(page => (IReadOnlyList<RenderedWord>)[.. page.Elements(Html + "word").Select(Of)])];

    /// <summary>The height that poppler tells is the font's and more than a line has; the letters stand in the middle of it.</summary>
    private const double Surplus = 0.2;

    public bool IsInside(double left, double top, double right, double bottom)
    {
        var surplus = (Bottom - Top) * Surplus;
        return Left >= left && Top + surplus >= top && Right <= right && Bottom - surplus <= bottom;
    }

    private static RenderedWord Of(XElement word) => new(word.Value, At(word, "xMin"), At(word, "yMin"), At(word, "xMax"), At(word, "yMax"));

    private static double At(XElement word, string name) => double.Parse(word.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
