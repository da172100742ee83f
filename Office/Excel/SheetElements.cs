using System.Globalization;
using System.Xml;

namespace Webhooks.Office.Excel;

/// <summary>Elements of a sheet with their attributes, written in one line each.</summary>
internal static class SheetElements
{
    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    public const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public static void Start(this XmlWriter xml, string name, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        xml.WriteStartElement(name, Main);
        foreach (var (attribute, value) in attributes)
        {
            xml.WriteAttributeString(attribute, Convert.ToString(value, CultureInfo.InvariantCulture));
        }
    }

    public static void Empty(this XmlWriter xml, string name, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        xml.Start(name, attributes);
        xml.WriteEndElement();
    }

    public static void Reference(this XmlWriter xml, string name, string id, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        xml.Start(name, attributes);
        xml.WriteAttributeString("id", Relationships, id);
        xml.WriteEndElement();
    }
}
