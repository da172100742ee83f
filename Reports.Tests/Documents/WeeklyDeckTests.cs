using DocumentFormat.OpenXml.Packaging;
using Webhooks.Activities.Reports.Documents;
using Webhooks.Office.PowerPoint;
using Webhooks.Reports.Tests.Samples;

namespace Webhooks.Reports.Tests.Documents;

public sealed class WeeklyDeckTests
{
    public static TheoryData<string> Names => SampleReports.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_deck_has_seven_to_ten_slides_with_titles_of_their_own(string name)
    {
        var deck = Deck(name);

        Assert.InRange(deck.Slides.Count, 7, 10);
        Assert.Equal(deck.Slides.Count, deck.Slides.Select(slide => slide.Title).Distinct().Count());
        Assert.All(deck.Slides.OfType<Slide.Points>(), slide => Assert.False(slide is { Lead: "", Items: [] }));
    }

    [Fact]
    public void A_rich_week_has_all_slides()
    {
        var deck = Deck("rich");

        Assert.Equal(["Investor report", "Executive summary", "Key figures and their change since last week", "Where the work was", "Highlights", "Costs", "Risks", "Outlook", "About these numbers"], deck.Slides.Select(slide => slide.Title));
        Assert.Equal(new Slide.Opening("Investor report", "Acme Shop · week 47 of 2026", "16 to 20 November 2026"), deck.Slides[0]);
        Assert.Equal(6, Assert.IsType<Slide.Figures>(deck.Slides[2]).Values.Count);
        Assert.NotNull(Assert.IsType<Slide.Figures>(deck.Slides[2]).Chart);
    }

    [Fact]
    public void A_models_words_are_on_the_second_slide_and_its_name_in_the_notes()
    {
        var slide = Assert.IsType<Slide.Points>(Deck("generated").Slides[1]);

        Assert.Equal(("A week on labels and payments.", "Labels are printed in batches."), (slide.Lead, slide.Items[0]));
        Assert.Equal("Written by fake-model from the data of this report.", slide.Notes);
        Assert.Equal("Written by template: text generation did not answer.", Deck("fallback").Slides[1].Notes);
    }

    [Fact]
    public void Nothing_on_a_card_is_cut()
    {
        var values = Assert.IsType<Slide.Figures>(Deck("rich").Slides[2]).Values;
        using var document = PresentationDocument.Open(new MemoryStream(DeckWriter.Write(Deck("rich"))), isEditable: false);
        var shown = document.PresentationPart!.SlideParts.SelectMany(slide => slide.Slide.Descendants<DocumentFormat.OpenXml.Drawing.Paragraph>()).Select(paragraph => paragraph.InnerText).ToList(); // A deck has one.

        Assert.Equal("\u221214 %", values[0].Change);
        Assert.Contains("▼ \u221214 % · to watch", shown);
        Assert.Contains("unusually high · to watch", shown);
    }

    [Fact]
    public void Without_a_week_before_no_change_is_announced() => Assert.Equal("Key figures", Deck("partial").Slides[2].Title);

    [Fact]
    public void A_quiet_week_has_no_empty_chart()
    {
        var deck = Deck("empty");

        Assert.Null(Assert.IsType<Slide.Figures>(deck.Slides[2]).Chart);
        Assert.Empty(deck.Slides.OfType<Slide.Charts>());
    }

    [Fact]
    public void What_could_not_be_read_is_a_risk_and_stands_at_the_numbers()
    {
        var slides = Deck("partial").Slides.OfType<Slide.Points>().ToDictionary(slide => slide.Title);

        Assert.Contains(slides["Risks"].Items, item => item.StartsWith("Tickets could not be read", StringComparison.Ordinal));
        Assert.Contains(slides["About these numbers"].Items, item => item.StartsWith("Tickets could not be read", StringComparison.Ordinal));
        Assert.DoesNotContain("Every source was read to its end.", slides["About these numbers"].Items);
    }

    private static Deck Deck(string name) => WeeklyDeck.Of(SampleReports.Weekly(name).Content);
}
