using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Webhooks.Office.Word;

/// <summary>Links out of the document: https and mailto, nothing else. Each address is one relationship.</summary>
internal sealed class WordLinks(MainDocumentPart main)
{
    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);

    /// <summary>Word refuses documents with longer ones.</summary>
    private const int LongestAddress = 2000;

    /// <returns>The content as a link; null when there is none to this address.</returns>
    public Hyperlink? Link(Uri address, Func<IEnumerable<OpenXmlElement>> content)
    {
        if (!address.IsAbsoluteUri || address.AbsoluteUri.Length > LongestAddress
            || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeMailto))
        {
            return null;
        }

        if (!ids.TryGetValue(address.AbsoluteUri, out var id))
        {
            id = $"rIdLink{ids.Count + 1}";
            ids.Add(address.AbsoluteUri, id);
            main.AddHyperlinkRelationship(new Uri(address.AbsoluteUri), isExternal: true, id);
        }

        return new Hyperlink(content()) { Id = id, History = true };
    }
}
