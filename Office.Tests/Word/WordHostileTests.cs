using DocumentFormat.OpenXml.Packaging;
using Webhooks.Office.Tables;
using Webhooks.Office.Word;

namespace Webhooks.Office.Tests.Word;

public sealed class WordHostileTests
{
    public static TheoryData<int> Texts => [.. Enumerable.Range(0, HostileTexts.All.Count)];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Any_text_in_any_place_makes_a_valid_document_that_links_nowhere_else(int at)
    {
        var text = HostileTexts.All[at];

        using var file = new WordFile(Everywhere(text));

        Assert.Empty(file.Errors);
        Assert.All(file.Addresses, address => Assert.Matches("^(https|mailto):", address));
        Assert.Equal(["PAGEREF"], file.Body.Descendants<DocumentFormat.OpenXml.Wordprocessing.FieldCode>().Select(field => field.Text.Trim().Split(' ')[0]).Distinct());
        Assert.Empty(file.Main.ImageParts);
        Assert.Empty(file.Main.ExternalRelationships);
        Assert.DoesNotContain(file.Body.InnerText, letter => letter is '\u202E' or '\u2066' or '\uFFFE' or < ' ');
    }

    internal static WordReport Everywhere(string text) => new()
    {
        Properties = WordSamples.Properties with { Title = text, Subject = text, Author = text, Keywords = [text] },
        Title = text,
        Subtitle = text,
        Header = text.Length > 200 ? text[..200] : text,
        Footer = text.Length > 100 ? text[..100] : text,
        Blocks =
        [
            new WordBlock.Heading(1, "A heading"),
            new WordBlock.Heading(2, text),
            new WordBlock.Markdown(text),
            new WordBlock.Markdown($"- {text}\n\n> {text}\n\n| {text} | b |\n|---|---|\n| {text} | [{text}]({text}) |"),
            new WordBlock.Figures([new KeyFigure { Label = text, Value = text, Change = text, Tone = Tone.Bad }, new KeyFigure { Label = "a", Value = "1" }]),
            new WordBlock.Callout(Tone.Bad, text),
            new WordBlock.Table(new DataTable
            {
                Name = "Hostile",
                Caption = text,
                AltText = text,
                Columns = [new Column { Header = text, Kind = ColumnKind.Text }, new Column { Header = "B", Kind = ColumnKind.Count, HasTotal = true }],
                Rows = [[new Cell.Text(text), new Cell.Number(1)], [new Cell.Link(text, new Uri("https://example.com/")), new Cell.Text(text)]],
            }),
            new WordBlock.Picture(WordSamples.Chart with { Title = text, AltText = text, Categories = [text, "b", "c", "d"] }),
        ],
    };
}
