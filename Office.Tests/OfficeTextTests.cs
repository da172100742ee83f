using System.Xml;

namespace Webhooks.Office.Tests;

public sealed class OfficeTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("tab\tand\nline", "tab\tand\nline")]
    [InlineData("a\r\nb\rc\u2028d\u0085e\vf", "a\nb\nc\nd\ne\nf")]
    [InlineData("\0bell\a esc\u001b[31m del\u007f", "bell esc[31m del")]
    [InlineData("\u202Egnp.exe\u202C \u2066x\u2069\u200F", "gnp.exe x")]
    [InlineData("\uFEFFbegin\uFFFE\uFFFFend", "beginend")]
    [InlineData("👩‍💻 stays", "👩‍💻 stays")]
    [InlineData("עברית and العربية stay", "עברית and العربية stay")]
    public void Keeps_what_is_read_and_drops_what_a_document_must_not_hold(string foreign, string expected) =>
        Assert.Equal(expected, OfficeText.Clean(foreign));

    [Fact]
    public void Drops_a_surrogate_that_is_alone() =>
        Assert.Equal("abc", OfficeText.Clean("a\uD83Db\uDC69c\uD83D"));

    [Fact]
    public void Every_single_letter_can_be_written_as_xml()
    {
        for (var code = 0; code <= char.MaxValue; code++)
        {
            XmlConvert.VerifyXmlChars(OfficeText.Clean($"a{(char)code}b"));
        }
    }
}
