using System.Xml.Linq;
using static Webhooks.Office.PowerPoint.Slides.SlideXml;

namespace Webhooks.Office.PowerPoint.Slides;

/// <summary>A paragraph of a slide; what is null is inherited from the layout.</summary>
internal sealed record TextParagraph(string Text)
{
    /// <summary>From 0 on.</summary>
    public int Level { get; init; }

    /// <summary>Points.</summary>
    public int? Size { get; init; }

    /// <summary>Six hex digits.</summary>
    public string? Colour { get; init; }

    /// <summary>Points.</summary>
    public double? Above { get; init; }

    public XElement ToXml(string language) => new(
        A + "p",
        new XElement(
            A + "pPr",
            Level == 0 ? null : new XAttribute("lvl", Level),
            Above is { } above
                ? new XElement(A + "spcBef", new XElement(A + "spcPts", new XAttribute("val", (int)Math.Floor(above * 100))))
                : null),
        Text.Length == 0
            ? null
            : new XElement(
                A + "r",
                new XElement(
                    A + "rPr",
                    new XAttribute("lang", language),
                    Size is { } size ? new XAttribute("sz", size * 100) : null,
                    Colour is null ? null : new XElement(A + "solidFill", new XElement(A + "srgbClr", new XAttribute("val", Colour)))),
                new XElement(A + "t", Text)));
}
