using DocumentFormat.OpenXml.Packaging;

namespace Webhooks.Office.Excel;

/// <summary>The links of a sheet. Only https, only as many as Excel opens, the same address as the same relationship.</summary>
internal sealed class SheetLinks(WorksheetPart part)
{
    /// <summary>Excel repairs a sheet that has more.</summary>
    public const int Most = 65_530;

    /// <summary>Excel repairs a sheet with a longer address.</summary>
    public const int LongestAddress = 2079;

    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);
    private readonly List<(string Cell, string Id)> targets = [];

    public IReadOnlyList<(string Cell, string Id)> Targets => targets;

    /// <returns>False when it has to stay text.</returns>
    public bool Add(string cell, Uri address)
    {
        if (!address.IsAbsoluteUri || address.Scheme != Uri.UriSchemeHttps || address.AbsoluteUri.Length > LongestAddress || targets.Count == Most)
        {
            return false;
        }

        if (!ids.TryGetValue(address.AbsoluteUri, out var id))
        {
            id = $"link{ids.Count + 1}";
            part.AddHyperlinkRelationship(new Uri(address.AbsoluteUri), isExternal: true, id);
            ids.Add(address.AbsoluteUri, id);
        }

        targets.Add((cell, id));
        return true;
    }
}
