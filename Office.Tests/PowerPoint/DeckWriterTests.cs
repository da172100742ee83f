using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Presentation;
using DocumentFormat.OpenXml.Validation;
using Webhooks.Office.PowerPoint;
using static Webhooks.Office.Tests.PowerPoint.DeckReading;
using A = DocumentFormat.OpenXml.Drawing;
using Slide = Webhooks.Office.PowerPoint.Slide;

namespace Webhooks.Office.Tests.PowerPoint;

public sealed class DeckWriterTests
{
    public static TheoryData<string> Names => new("rich", "figures", "empty", "blank", "hostile");

    [Theory]
    [MemberData(nameof(Names))]
    public void A_deck_is_valid(string name)
    {
        using var document = Open(Named(name));

        var errors = new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document);

        Assert.Empty(errors.Select(error => $"{error.Part?.Uri} {error.Path?.XPath} {error.Description}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_deck_is_the_same_bytes(string name) =>
        Assert.Equal(DeckWriter.Write(Named(name)), DeckWriter.Write(Named(name)));

    [Fact]
    public void Each_kind_of_slide_has_its_layout()
    {
        using var document = Open(SampleDecks.Rich);

        var layouts = document.Slides().Select(slide => slide.SlideLayoutPart!.SlideLayout.CommonSlideData!.Name!.Value);

        Assert.Equal(["Opening", "Points", "Figures", "Figures", "Charts", "Charts", "Points"], layouts);
        Assert.Equal(4, document.PresentationPart!.SlideMasterParts.Single().SlideLayoutParts.Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_a_slide_inherits_from_its_layout_is_there(string name)
    {
        using var document = Open(Named(name));

        Assert.All(document.Slides(), slide =>
        {
            var offered = Placeholders(slide.SlideLayoutPart!.SlideLayout).Select(Key).ToHashSet();
            Assert.Subset(offered, Placeholders(slide.Slide).Select(Key).ToHashSet());
            Assert.DoesNotContain(slide.Slide.Descendants<Shape>(), shape => PlaceholderOf(shape) is null);
        });
    }

    [Fact]
    public void Each_layout_has_a_title_a_footer_and_a_number_and_so_has_the_master()
    {
        using var document = Open(SampleDecks.Rich);
        var master = document.PresentationPart!.SlideMasterParts.Single();

        Assert.All([master.SlideMaster, .. master.SlideLayoutParts.Select(part => (OpenXmlElement)part.SlideLayout)], sheet =>
        {
            var types = Placeholders(sheet).Select(placeholder => placeholder.Type!.Value).ToList();
            Assert.Contains(types, type => type is PlaceholderValues.Title or PlaceholderValues.CenteredTitle);
            Assert.Contains(PlaceholderValues.Footer, types);
            Assert.Contains(PlaceholderValues.SlideNumber, types);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_slide_has_a_title_that_no_other_has_and_it_is_read_first(string name)
    {
        using var document = Open(Named(name));
        var slides = document.Slides();

        var titles = slides.Select(TitleOf).ToList();

        Assert.All(slides, slide => Assert.True(
            PlaceholderOf(slide.Slide.Descendants<Shape>().First())!.Type!.Value is PlaceholderValues.Title or PlaceholderValues.CenteredTitle));
        Assert.DoesNotContain("", titles);
        Assert.Equal(titles.Count, titles.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_id_is_there_twice(string name)
    {
        using var document = Open(Named(name));

        Assert.All(document.Slides(), slide =>
        {
            var ids = slide.Slide.Descendants<NonVisualDrawingProperties>().Select(properties => properties.Id!.Value).ToList();
            Assert.Equal(ids.Count, ids.Distinct().Count());
        });
        Assert.All(Relationships(document), id => Assert.Matches("^rId([0-9]+|Core|App)$", id));
    }

    [Fact]
    public void Footer_and_number_stand_on_every_slide_but_the_first()
    {
        using var document = Open(SampleDecks.Rich);

        var with = document.Slides().Select(slide => Placeholders(slide.Slide).Count(placeholder =>
            placeholder.Type?.Value is PlaceholderValues.Footer or PlaceholderValues.SlideNumber));

        Assert.Equal([0, 2, 2, 2, 2, 2, 2], with);
        Assert.Equal(["2", "3", "4", "5", "6", "7"], document.Slides().SelectMany(slide => slide.Slide.Descendants<A.Field>()).Select(field => field.InnerText));
    }

    [Fact]
    public void A_chart_says_its_numbers_to_whoever_does_not_see_it()
    {
        using var document = Open(SampleDecks.Rich);

        var frames = document.Slides()[4].Slide.Descendants<GraphicFrame>().ToList();

        Assert.Equal(
            [SampleDecks.Costs.AltText, SampleDecks.Commits.AltText],
            frames.Select(frame => frame.NonVisualGraphicFrameProperties!.NonVisualDrawingProperties!.Description!.Value));
        Assert.Equal(2, document.Slides()[4].ChartParts.Count());
    }

    [Fact]
    public void Text_says_its_language()
    {
        using var document = Open(SampleDecks.Rich with { Properties = SampleDecks.Properties with { Language = "de-DE" } });

        var languages = document.Slides()
            .SelectMany(slide => (OpenXmlElement[])[slide.Slide, .. slide.NotesSlidePart is { } notes ? [notes.NotesSlide] : Array.Empty<OpenXmlElement>()])
            .SelectMany(root => root.Descendants<A.RunProperties>())
            .Select(properties => properties.Language?.Value);

        Assert.All(languages, language => Assert.Equal("de-DE", language));
    }

    [Fact]
    public void A_change_is_told_by_arrow_and_word_and_not_by_colour_alone()
    {
        using var document = Open(SampleDecks.Rich);

        var cards = document.Slides()[2].Slide.Descendants<Shape>().Skip(1).Take(4).Select(TextOf);

        Assert.Equal(
            ["231\nCommits\n▲ +12 % · good", "23\nTickets completed\n▼ -8 % · to watch", "14\nDeployments\n0 %", "EUR 2,135.55\nAzure costs\n▲ +9 % · bad"],
            cards);
    }

    [Fact]
    public void Foreign_text_is_text()
    {
        using var document = Open(SampleDecks.Of(new Slide.Points("T", "<a:r>&amp;</a:r>\u0000\u202Ex\r\ny", ["]]>"])));

        var shapes = document.Slides()[0].Slide.Descendants<Shape>().Select(TextOf).ToList();

        Assert.Equal(["T", "<a:r>&amp;</a:r>x y", "]]>"], shapes.Take(3));
    }

    [Fact]
    public void Properties_are_the_documents()
    {
        using var document = Open(SampleDecks.Rich);

        Assert.Equal("Investor Deck 2026-W47", document.PackageProperties.Title);
        Assert.Equal(new DateTime(2026, 11, 20, 17, 0, 0, DateTimeKind.Utc), document.PackageProperties.Modified?.ToUniversalTime());
    }

    [Fact]
    public void More_figures_than_a_slide_has_room_for_are_refused()
    {
        var figure = new KeyFigure { Label = "L", Value = "1" };
        var deck = SampleDecks.Of(new Slide.Figures("Too much", [.. Enumerable.Repeat(figure, 7)], Chart: null));

        Assert.Contains("6 figures, not for 7: Too much", Assert.Throws<ArgumentException>(() => DeckWriter.Write(deck)).Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_slide_of_charts_has_one_or_two(int count)
    {
        var deck = SampleDecks.Of(new Slide.Charts("Costs", [.. Enumerable.Repeat(SampleDecks.Commits, count)], ""));

        Assert.Contains($"not {count}: Costs", Assert.Throws<ArgumentException>(() => DeckWriter.Write(deck)).Message);
    }

    private static Deck Named(string name) => name switch
    {
        "rich" => SampleDecks.Rich,
        "figures" => SampleDecks.SixFigures,
        "empty" => SampleDecks.Empty,
        "blank" => SampleDecks.Blank,
        _ => SampleDecks.Hostile,
    };

    private static (PlaceholderValues?, uint?) Key(PlaceholderShape placeholder) => (placeholder.Type?.Value, placeholder.Index?.Value);

    private static IEnumerable<string> Relationships(OpenXmlPartContainer root)
    {
        var seen = new HashSet<OpenXmlPart>();
        var left = new Queue<OpenXmlPartContainer>([root]);
        while (left.TryDequeue(out var container))
        {
            foreach (var pair in container.Parts)
            {
                yield return pair.RelationshipId;
                if (seen.Add(pair.OpenXmlPart))
                {
                    left.Enqueue(pair.OpenXmlPart);
                }
            }
        }
    }
}
