using System.Text;
using DocumentFormat.OpenXml.Packaging;

namespace Webhooks.Office.Word;

/// <summary>Bulleted and numbered lists of three levels. Every numbered list of the document counts from its own beginning.</summary>
internal sealed class WordNumbering
{
    public const int Levels = 3;

    /// <summary>Of all bulleted lists; the styles name it too.</summary>
    public const int Bullets = 1;

    /// <summary>What the style of numbered lists refers to; each list has one of its own beyond.</summary>
    public const int Numbers = 2;

    private readonly List<(int Level, int Start)> lists = [];

    /// <summary>Twips from the margin to the text of a level.</summary>
    public static int Indent(int level) => 397 * (level + 1);

    /// <returns>The id of a numbered list that begins at <paramref name="start"/> on this level.</returns>
    public int BeginNumbered(int level, int start)
    {
        lists.Add((level, start));
        return Numbers + lists.Count;
    }

    public void Write(NumberingDefinitionsPart part)
    {
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">");
        xml.Append(Definition(Bullets, level => ("bullet", level switch { 0 => "•", 1 => "–", _ => "·" })));
        xml.Append(Definition(Numbers, level => (level switch { 0 => "decimal", 1 => "lowerLetter", _ => "lowerRoman" }, $"%{level + 1}.")));
        xml.Append(Instance(Bullets, Bullets, "")).Append(Instance(Numbers, Numbers, ""));
        foreach (var (at, (level, start)) in lists.Index())
        {
            xml.Append(Instance(Numbers + at + 1, Numbers, $"<w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{start}\"/></w:lvlOverride>"));
        }

        xml.Append("</w:numbering>");
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(xml.ToString()), writable: false);
        part.FeedData(content);
    }

    private static string Definition(int id, Func<int, (string Format, string Text)> level) =>
        $"<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"hybridMultilevel\"/>{string.Concat(Enumerable.Range(0, Levels).Select(at => Level(at, level(at))))}</w:abstractNum>";

    private static string Level(int at, (string Format, string Text) level) =>
        $"<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{level.Format}\"/><w:lvlText w:val=\"{level.Text}\"/><w:lvlJc w:val=\"left\"/>"
        + $"<w:pPr><w:ind w:left=\"{Indent(at)}\" w:hanging=\"340\"/></w:pPr><w:rPr><w:color w:val=\"{OfficeTheme.Primary}\"/></w:rPr></w:lvl>";

    private static string Instance(int id, int definition, string overrides) =>
        $"<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{definition}\"/>{overrides}</w:num>";
}
