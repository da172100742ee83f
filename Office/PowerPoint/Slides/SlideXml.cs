using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using Webhooks.Office.PowerPoint.Layouts;

namespace Webhooks.Office.PowerPoint.Slides;

/// <summary>Pieces of slides. Foreign text comes into them as text nodes and attributes, never as markup.</summary>
internal static class SlideXml
{
    public static readonly XNamespace P = "http://schemas.openxmlformats.org/presentationml/2006/main";
    public static readonly XNamespace A = "http://schemas.openxmlformats.org/drawingml/2006/main";
    public static readonly XNamespace R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public static XElement Root(string name, params object?[] content) => new(
        P + name,
        new XAttribute(XNamespace.Xmlns + "a", A),
        new XAttribute(XNamespace.Xmlns + "r", R),
        new XAttribute(XNamespace.Xmlns + "p", P),
        content);

    public static XElement Tree(IEnumerable<XElement> shapes) => new(
        P + "cSld",
        new XElement(
            P + "spTree",
            new XElement(P + "nvGrpSpPr", Properties(1, ""), new XElement(P + "cNvGrpSpPr"), new XElement(P + "nvPr")),
            new XElement(P + "grpSpPr"),
            shapes));

    public static XElement MasterColours => new(P + "clrMapOvr", new XElement(A + "masterClrMapping"));

    /// <param name="id">Unique on the slide.</param>
    /// <param name="name">Of the shape.</param>
    /// <param name="altText">Null for what is text itself.</param>
    public static XElement Properties(int id, string name, string? altText = null) => new(
        P + "cNvPr", new XAttribute("id", id), new XAttribute("name", name), altText is null ? null : new XAttribute("descr", altText));

    /// <param name="slot">Of the layout.</param>
    /// <param name="id">Unique on the slide.</param>
    /// <param name="locks">What nobody can do with it: <c>noGrp</c>.</param>
    /// <param name="place">Null for the layout's.</param>
    /// <param name="text">A body of text, or nothing.</param>
    public static XElement Placeholder(PlaceholderSlot slot, int id, IEnumerable<string> locks, XElement? place, XElement? text) => new(
        P + "sp",
        new XElement(
            P + "nvSpPr",
            Properties(id, slot.Name),
            new XElement(P + "cNvSpPr", new XElement(A + "spLocks", locks.Select(name => new XAttribute(name, 1)))),
            new XElement(P + "nvPr", Reference(slot))),
        new XElement(P + "spPr", place),
        text);

    public static XElement Reference(PlaceholderSlot slot) => new(
        P + "ph",
        new XAttribute("type", slot.Type),
        slot.IsSmall ? new XAttribute("sz", "quarter") : null,
        slot.Index is { } index ? new XAttribute("idx", index) : null);

    /// <param name="paragraphs">At least one.</param>
    /// <param name="properties">Of the body, where they are not the layout's.</param>
    public static XElement Body(IEnumerable<XElement> paragraphs, params object?[] properties) =>
        new(P + "txBody", new XElement(A + "bodyPr", properties), new XElement(A + "lstStyle"), paragraphs);

    /// <param name="name">Differs: <c>p:xfrm</c> of frames, <c>a:xfrm</c> of shapes.</param>
    /// <param name="box">The place.</param>
    public static XElement Transform(XName name, Box box) => new(
        name,
        new XElement(A + "off", new XAttribute("x", box.X), new XAttribute("y", box.Y)),
        new XElement(A + "ext", new XAttribute("cx", box.Width), new XAttribute("cy", box.Height)));

    public static void Save(OpenXmlPart part, XElement root)
    {
        using var stream = part.GetStream(FileMode.Create, FileAccess.Write);
        new XDocument(new XDeclaration("1.0", "utf-8", "yes"), root).Save(stream, SaveOptions.DisableFormatting);
    }
}
