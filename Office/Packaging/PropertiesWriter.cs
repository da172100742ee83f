using System.Globalization;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;

namespace Webhooks.Office.Packaging;

/// <summary>
/// What a document says of itself, as parts with names and ids that we give: the package's own properties would be kept in a part with a
/// random name.
/// </summary>
internal static class PropertiesWriter
{
    private static readonly XNamespace Core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    private static readonly XNamespace Elements = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace Terms = "http://purl.org/dc/terms/";
    private static readonly XNamespace Schema = "http://www.w3.org/2001/XMLSchema-instance";
    private static readonly XNamespace Extended = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";

    /// <summary>Takes <c>rIdCore</c> and <c>rIdApp</c> of the package's relationships.</summary>
    public static void Write(OpenXmlPackage package, DocumentProperties properties)
    {
        var created = properties.Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        Feed(package.AddNewPart<CoreFilePropertiesPart>("rIdCore"), new XElement(
            Core + "coreProperties",
            new XAttribute(XNamespace.Xmlns + "cp", Core),
            new XAttribute(XNamespace.Xmlns + "dc", Elements),
            new XAttribute(XNamespace.Xmlns + "dcterms", Terms),
            new XAttribute(XNamespace.Xmlns + "xsi", Schema),
            new XElement(Elements + "title", OfficeText.Clean(properties.Title)),
            new XElement(Elements + "subject", OfficeText.Clean(properties.Subject)),
            new XElement(Elements + "creator", OfficeText.Clean(properties.Author)),
            new XElement(Core + "keywords", OfficeText.Clean(string.Join(", ", properties.Keywords))),
            new XElement(Core + "lastModifiedBy", OfficeText.Clean(properties.Author)),
            Moment("created", created),
            Moment("modified", created),
            new XElement(Elements + "language", OfficeText.Clean(properties.Language))));
        Feed(package.AddNewPart<ExtendedFilePropertiesPart>("rIdApp"), new XElement(
            Extended + "Properties",
            new XAttribute("xmlns", Extended),
            new XElement(Extended + "Application", OfficeTheme.Name)));
    }

    private static XElement Moment(string name, string value) =>
        new(Terms + name, new XAttribute(Schema + "type", "dcterms:W3CDTF"), value);

    private static void Feed(OpenXmlPart part, XElement content)
    {
        using var xml = new MemoryStream();
        content.Save(xml, SaveOptions.DisableFormatting);
        xml.Position = 0;
        part.FeedData(xml);
    }
}
