using Webhooks.Activities.Generation.Checks;
using Webhooks.Activities.Generation.Prompts;

namespace Webhooks.Activities.Tests.Generation;

public sealed class AnswerReadingTests
{
    [Fact]
    public void An_answer_by_the_schema_has_the_sections_of_its_prompt()
    {
        var (sections, fault) = AnswerReading.Read(CommitPrompt.Current, """{"consequences":["One.","Two."],"summary":" A\n text.\u200b "}""");

        Assert.Null(fault);
        Assert.Equal("A text.", sections[0].Paragraph);
        Assert.Equal(("In short", 2), (sections[0].Heading, sections[1].Points.Count));
    }

    [Theory]
    [InlineData("")]
    [InlineData("A text.")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"summary":"A."}""")]
    [InlineData("""{"summary":"A.","consequences":[],"more":1}""")]
    [InlineData("""{"summary":"A.","summary":"B.","consequences":[]}""")]
    [InlineData("""{"summary":["A."],"consequences":[]}""")]
    [InlineData("""{"summary":"A.","consequences":"B."}""")]
    [InlineData("""{"summary":"A.","consequences":[1]}""")]
    [InlineData("""{"summary":"A.","consequences":[]} and more""")]
    [InlineData("""```json{"summary":"A.","consequences":[]}```""")]
    public void Anything_else_is_not_by_the_schema(string answer) => Assert.Equal(AnswerFault.NotBySchema, AnswerReading.Read(CommitPrompt.Current, answer).Fault);

    [Fact]
    public void Bounds_are_checked_whatever_the_endpoint_promises()
    {
        Assert.Equal(AnswerFault.TooLong, Fault(new string('a', 901), "[]"));
        Assert.Equal(AnswerFault.TooLong, Fault(" ", "[]"));
        Assert.Equal(AnswerFault.TooLong, Fault("A.", """["1","2","3","4","5","6"]"""));
        Assert.Equal(AnswerFault.TooLong, Fault("A.", $"[\"{new string('a', 241)}\"]"));
        Assert.Null(Fault(new string('a', 900), """["1","2","3","4","5"]"""));
    }

    private static AnswerFault? Fault(string summary, string points) => AnswerReading.Read(CommitPrompt.Current, $$"""{"summary":"{{summary}}","consequences":{{points}}}""").Fault;
}
