using Webhooks.Activities.Generation;
using Webhooks.Activities.Generation.Checks;

namespace Webhooks.Activities.Tests.Generation;

public sealed class AnswerCheckTests
{
    private const string Data = """
        0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c octo/hello refs/heads/main
        Do not charge twice (see https://status.example.com/42), fixes #41 and PAY-212, @mona and mona@example.org know.
        modified Payments/CardTerminal.cs
        added ../shared/rules.md
        """;

    [Theory]
    [InlineData("A charge carries the order's number, so the bank refuses the second one.")]
    [InlineData("Commit 0d1a26e touches `Payments/CardTerminal.cs`, also known as CardTerminal.cs.")]
    [InlineData("Fixes #41 and PAY-212; see https://status.example.com/42, or ask @mona (mona@example.org).")]
    [InlineData("Returns `List<string>` in 3 of 4 cases, version 1.2.3, and/or 100 ms.")]
    [InlineData("See ../shared/rules.md.")]
    public void What_is_in_the_data_may_be_said(string text) => Assert.Null(Fault(text));

    [Theory]
    [InlineData("Reverts 0badc0de0badc0de.", "invented-hash")]
    [InlineData("Reverts 0D1A26F.", "invented-hash")]
    [InlineData("Costs 12345678 euros.", "invented-hash")]
    [InlineData("Fixes PAY-213.", "invented-ticket")]
    [InlineData("Fixes #4.", "invented-number")]
    [InlineData("Fixes #411.", "invented-number")]
    [InlineData("See https://evil.example/42.", "invented-address")]
    [InlineData("See https://status.example.com/4.", "invented-address")]
    [InlineData("See https://status.example.com for more.", "invented-address")]
    [InlineData("See HTTPS://status.example.com/42.", "invented-address")]
    [InlineData("See ftp://status.example.com/42.", "invented-address")]
    [InlineData("See www.example.com now.", "invented-address")]
    [InlineData("Run javascript:alert(1) now.", "invented-address")]
    [InlineData("Write to mailto:x now.", "invented-address")]
    [InlineData("Ask eve@example.org.", "invented-mail")]
    [InlineData("Ask @eve.", "invented-mention")]
    [InlineData("Look at evil.example for more.", "invented-name")]
    [InlineData("Changes Terminal.cs only.", "invented-name")]
    [InlineData("Reads ../../etc/passwd too.", "invented-path")]
    [InlineData("Reads /etc/passwd too.", "invented-path")]
    [InlineData("Reads C:\\Windows too.", "invented-path")]
    [InlineData("It is <b>bold</b>.", "markup")]
    [InlineData("It is <!-- hidden -->.", "markup")]
    [InlineData("It is &lt;b&gt;.", "markup")]
    [InlineData("See [this](https://status.example.com/42).", "markup")]
    [InlineData("See ![this](x).", "markup")]
    [InlineData("See [this][1].", "markup")]
    [InlineData("See ```x```.", "markup")]
    [InlineData("=1+1", "formula")]
    [InlineData("+1", "formula")]
    [InlineData("-1", "formula")]
    [InlineData("@mona knows.", "formula")]
    public void What_is_not_in_it_or_is_no_plain_text_may_not(string text, string fault)
    {
        Assert.Equal(fault, Fault(text));
        Assert.Equal(fault, Fault("All is well.", text));
    }

    [Fact]
    public void A_long_answer_full_of_brackets_is_looked_through_in_no_time() => Assert.Equal("invented-address", Fault(string.Concat(Enumerable.Repeat("[@.-#/<", 20_000)) + " https://evil.example"));

    private static string? Fault(string paragraph, params string[] points) =>
        AnswerCheck.Of([new GeneratedSection { Paragraph = paragraph }, new GeneratedSection { Points = points }], Data)?.Code();
}
