using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using Webhooks.Office.Charts;
using Webhooks.Office.PowerPoint.Layouts;
using static Webhooks.Office.PowerPoint.Slides.SlideXml;

namespace Webhooks.Office.PowerPoint.Slides;

/// <summary>One slide while it is made. Shapes are read out in the order in which they are put there.</summary>
internal sealed class SlideCanvas(SlidePart part, string language)
{
    private static readonly XNamespace C = "http://schemas.openxmlformats.org/drawingml/2006/chart";

    /// <summary>The relationships before it: layout and notes.</summary>
    private const int FirstChartRelationship = 3;

    private readonly List<XElement> shapes = [];
    private readonly List<WholeText> cuts = [];
    private int charts;

    /// <summary>What does not stand whole on the slide.</summary>
    public IReadOnlyList<WholeText> Cuts => cuts;

    /// <summary>1 is the slide itself.</summary>
    private int NextId => shapes.Count + 2;

    public void Cut(string what, string whole) => cuts.Add(new WholeText(what, whole));

    /// <param name="slot">Of the layout.</param>
    /// <param name="paragraphs">At least one.</param>
    /// <param name="box">Null for the layout's.</param>
    /// <param name="above">Margin inside the box, in EMU; null for the layout's.</param>
    public void Text(PlaceholderSlot slot, IEnumerable<TextParagraph> paragraphs, Box? box = null, long? above = null) =>
        Add(slot, paragraphs.Select(paragraph => paragraph.ToXml(language)), box, above);

    public void Text(PlaceholderSlot slot, TextParagraph paragraph, Box? box = null) => Text(slot, [paragraph], box);

    /// <summary>A field: it stays right when slides are moved.</summary>
    public void Number(int number) => Add(
        PlaceholderSlot.Number,
        [
            new XElement(
                A + "p",
                new XElement(
                    A + "fld",
                    new XAttribute("id", ShapeXml.NumberFieldId),
                    new XAttribute("type", "slidenum"),
                    new XElement(A + "rPr", new XAttribute("lang", language)),
                    new XElement(A + "t", number))),
        ],
        box: null,
        above: null);

    public void Chart(PlaceholderSlot slot, Chart chart, Box box)
    {
        var relationship = $"rId{FirstChartRelationship + charts++}";
        var title = SlideChart.Title(chart, box);
        SlideChart.Write(part.AddNewPart<ChartPart>(relationship), chart with { Title = title.Text });
        if (title.IsCut)
        {
            Cut($"Title of chart {charts}", chart.Title);
        }

        shapes.Add(new XElement(
            P + "graphicFrame",
            new XElement(
                P + "nvGraphicFramePr",
                Properties(NextId, slot.Name, OfficeText.Clean(chart.AltText)),
                new XElement(P + "cNvGraphicFramePr", new XElement(A + "graphicFrameLocks", new XAttribute("noGrp", 1))),
                new XElement(P + "nvPr", Reference(slot))),
            Transform(P + "xfrm", box),
            new XElement(
                A + "graphic",
                new XElement(
                    A + "graphicData",
                    new XAttribute("uri", C.NamespaceName),
                    new XElement(C + "chart", new XAttribute(XNamespace.Xmlns + "c", C), new XAttribute(R + "id", relationship))))));
    }

    public void Write() => Save(part, Root("sld", Tree(shapes), MasterColours));

    private void Add(PlaceholderSlot slot, IEnumerable<XElement> paragraphs, Box? box, long? above) => shapes.Add(Placeholder(
        slot,
        NextId,
        ["noGrp"],
        box is { } own ? Transform(A + "xfrm", own) : null,
        Body(paragraphs, above is null ? null : new XAttribute("tIns", above), new XElement(A + "normAutofit"))));
}
