using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using Webhooks.Office.Charts;
using Webhooks.Office.PowerPoint.Layouts;
using Webhooks.Office.PowerPoint.Text;
using static Webhooks.Office.PowerPoint.Slides.SlideXml;

namespace Webhooks.Office.PowerPoint.Slides;

/// <summary>A chart as a slide needs it: its text is read from afar, and its title stays in two lines.</summary>
internal static class SlideChart
{
    /// <summary>Of the sizes that a page has.</summary>
    private const double Larger = 1.25;

    /// <summary>A little above the title's, in points.</summary>
    private const int TitleSize = 16;

    private const int MostTitleLines = 2;

    /// <summary>What of its width a title surely has: LibreOffice gives it less than PowerPoint.</summary>
    private const double TitleShare = 0.72;

    /// <returns>The title, as far as it has room.</returns>
    public static FittedText Title(Chart chart, Box box) => TextFit.Fit(
        SlideText.Of(chart.Title), new TextRoom(box.WidthInPoints * TitleShare, double.MaxValue, MostTitleLines, Bold: true), [TitleSize]);

    public static void Write(ChartPart part, Chart chart)
    {
        ChartWriter.Write(part, chart);
        XDocument xml;
        using (var stream = part.GetStream(FileMode.Open, FileAccess.Read))
        {
            xml = XDocument.Load(stream);
        }

        var sizes = xml.Descendants().Where(element => element.Name == A + "defRPr" || element.Name == A + "rPr").Attributes("sz");
        foreach (var size in sizes)
        {
            size.SetValue((int)(((int)size) * Larger));
        }

        using var target = part.GetStream(FileMode.Create, FileAccess.Write);
        xml.Save(target, SaveOptions.DisableFormatting);
    }
}
