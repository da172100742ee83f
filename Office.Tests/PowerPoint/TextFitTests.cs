using Webhooks.Office.PowerPoint.Text;

namespace Webhooks.Office.Tests.PowerPoint;

public sealed class TextFitTests
{
    private static readonly string[] Alphabets = ["abcdefghij  ", "WMQ@ ", "ilj.,:  ", "äöüßéñ ", "щжюыФЮ ", "漢字かな、", "한국어 ", "🚀👩\u200D👩\u200D👧 ", "e\u0301o\u0308 ", "0123456789-/ "];

    [Fact]
    public void What_fits_stays_whole_and_large() =>
        Assert.Equal(new FittedText("Short", 24, IsCut: false), TextFit.Fit("Short", new TextRoom(200, 60, 2), [24, 20]));

    [Fact]
    public void What_is_too_long_becomes_smaller_before_it_is_cut()
    {
        var room = new TextRoom(180, 60, 1);

        Assert.Equal(20, TextFit.Fit("Twenty letters or so", room, [24, 20, 16]).Size);
        Assert.Equal(16, TextFit.Fit("Twenty letters and a few", room, [24, 20, 16]).Size);
    }

    [Fact]
    public void Words_are_cut_whole() =>
        Assert.Equal("One two three four…", TextFit.Fit("One two three four, five six seven", new TextRoom(128, 20, 1), [14]).Text);

    [Fact]
    public void A_long_word_is_cut_where_the_line_ends() =>
        Assert.Equal(new string('W', 22) + "…", TextFit.Fit(new string('W', 500), new TextRoom(150, 40, 2), [14]).Text);

    [Fact]
    public void An_ending_stays_behind_what_is_cut() =>
        Assert.EndsWith("… (2)", TextFit.Fit(string.Join(' ', Enumerable.Repeat("word", 50)), new TextRoom(150, 40, 2), [14], " (2)").Text);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Nothing_is_ever_set_in_more_lines_than_there_are(int seed)
    {
        var dice = new Dice(seed);
        for (var round = 0; round < 200; round++)
        {
            var text = Text(dice, dice.Next(0, 400));
            var room = new TextRoom(dice.Next(60, 900), dice.Next(30, 300), dice.Next(1, 6), dice.Next(2) == 0);

            var fitted = TextFit.Fit(text, room, [24, 20, 16, 14]);

            Assert.True(room.Holds(fitted.Text, fitted.Size), $"{room} {fitted}");
            Assert.True(fitted.IsCut ? fitted.Text.EndsWith('…') : fitted.Text == text, $"{room} {fitted}");
            Assert.False(fitted.IsCut && fitted.Text.Length > 1 && char.IsHighSurrogate(fitted.Text[^2]), "Half a character is no character.");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Points_are_never_higher_than_their_box(int seed)
    {
        var dice = new Dice(seed);
        for (var round = 0; round < 50; round++)
        {
            var lead = dice.Next(3) == 0 ? "" : Text(dice, dice.Next(1, 900));
            string[] items = [.. Enumerable.Range(0, dice.Next(0, 25)).Select(_ => "x" + Text(dice, dice.Next(0, 500)))];
            var (width, height) = (dice.Next(300, 900), dice.Next(150, 400));

            var fit = PointsFit.Of(lead, items, width, 20, height);

            var used = fit.LeadHeight + fit.Items.Sum(item => TextMeasure.Height(item, fit.Size, bold: false, width - 20) + PointsFit.Above(fit.Size));
            Assert.True(used <= height, $"{used} of {height}");
            Assert.Equal(fit.IsCut, fit.Lead != lead || !fit.Items.SequenceEqual(items));
        }
    }

    [Fact]
    public void One_point_that_runs_on_does_not_push_out_the_others()
    {
        string[] items = [string.Join(' ', Enumerable.Repeat("word", 2000)), "Second", "Third"];

        var fit = PointsFit.Of("", items, 800, 20, 360);

        Assert.EndsWith("…", fit.Items[0]);
        Assert.Equal(["Second", "Third"], fit.Items.Skip(1));
    }

    [Fact]
    public void Spaces_that_forbid_a_line_to_end_stay() =>
        Assert.Equal("EUR\u00A0310.50 a day", SlideText.Of(" EUR\u00A0310.50\r\n\t a day "));

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    private static string Text(Dice dice, int length)
    {
        var alphabet = Alphabets[dice.Next(Alphabets.Length)];
        var runes = alphabet.EnumerateRunes().ToList();
        return SlideText.Of(string.Concat(Enumerable.Range(0, length).Select(_ => runes[dice.Next(runes.Count)])));
    }
}
