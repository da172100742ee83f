using Webhooks.Activities.Generation;
using Webhooks.Activities.Generation.Checks;

namespace Webhooks.Activities.Tests.Generation;

public sealed class FigureCheckTests
{
    private const string Data = """
        Commits: 1,204, the week before 1190, up 12 %
        Costs: EUR 310.50
        covers 13 November 2026, 17:00 to 20 November 2026, 17:00
        v2.14.0 SHOP-212 0d1a26e67d8f5eaf web-1 41,42
        """;

    [Theory]
    [InlineData("1,204 commits were pushed, up 12 %, after 1190.")]
    [InlineData("1204 commits cost EUR 310.5.")]
    [InlineData("1'204 or 1\u2019204 commits.")]
    [InlineData("On 13 November 2026 at 17:00, SHOP-212 went to web-1 as v2.14.0.")]
    [InlineData("3 of 4 were fixed in 2 days.")]
    [InlineData("Commit 0d1a26e6 and 42 more, 41.")]
    [InlineData("\u0661\u0662 percent.")]
    public void Numbers_of_the_data_may_be_said(string text) => Assert.Null(FigureCheck.Of([new GeneratedSection { Paragraph = text }], Data));

    [Theory]
    [InlineData("About 1,200 commits were pushed.")]
    [InlineData("1,205 commits were pushed.")]
    [InlineData("Up 14 %.")]
    [InlineData("Costs of EUR 310.51.")]
    [InlineData("Costs of EUR 310.")]
    [InlineData("26 commits.")] // In a hash only.
    [InlineData("204 commits.")] // In 1,204 only.
    [InlineData("1,204,000 commits.")] // As long as a hash.
    [InlineData("\u0661\u0662\u0663\u0664\u0665\u0666\u0667 commits.")]
    [InlineData("12k commits.")]
    [InlineData("\u0661\u0664 percent.")]
    [InlineData("4142 commits.")]
    [InlineData("v2.15.0 was deployed.")]
    public void Other_numbers_may_not(string text)
    {
        Assert.Equal(AnswerFault.InventedFigure, FigureCheck.Of([new GeneratedSection { Paragraph = text }], Data));
        Assert.Equal(AnswerFault.InventedFigure, FigureCheck.Of([new GeneratedSection { Points = ["Well.", text] }], Data));
    }
}
