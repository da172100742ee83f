using System.Text;
using Webhooks.Activities.GitHub;

namespace Webhooks.Workflows.Tests.Commits;

public sealed class PushPayloadTests
{
    [Fact]
    public void Lists_distinct_commits_once_in_order()
    {
        var payload = PushPayload.Parse(Pushes.Body(
            Pushes.Commit(Pushes.Sha(2)), Pushes.Commit(Pushes.Sha(1)), Pushes.Commit(Pushes.Sha(2)), Pushes.Commit(Pushes.Sha(3), distinct: false)));

        Assert.Equal([Pushes.Sha(2), Pushes.Sha(1)], payload.Contents.Commits);
        Assert.Equal(4, payload.Contents.Listed);
    }

    [Fact]
    public void Reads_a_form_with_the_json_in_its_payload_field()
    {
        var json = Encoding.UTF8.GetString(Pushes.Body(Pushes.Commit(Pushes.Sha(1), "100% + more & ümläut")));
        var form = Encoding.ASCII.GetBytes($"a=b&payload={Uri.EscapeDataString(json).Replace("%20", "+", StringComparison.Ordinal)}&c=d");

        Assert.Equal("100% + more & ümläut", PushPayload.Parse(form).Find(Pushes.Sha(1))!.Message);
    }

    [Fact]
    public void Finds_each_of_the_2048_commits_that_a_push_may_have()
    {
        var payload = PushPayload.Parse(Pushes.Body([.. Enumerable.Range(1, 2048).Select(number => Pushes.Commit(Pushes.Sha(number), $"Commit {number}"))]));

        Assert.Equal(2048, payload.Contents.Commits.Count);
        Assert.Equal("Commit 1777", payload.Find(Pushes.Sha(1777))!.Message);
        Assert.Null(payload.Find(Pushes.Sha(4000)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"commits\":{}}")]
    [InlineData("{\"commits\":[1]}")]
    [InlineData("{\"commits\":[{\"id\":\"../../etc/passwd\"}]}")]
    [InlineData("{\"commits\":[{\"id\":\"abc\"}]}")]
    [InlineData("{\"commits\":[]} {}")]
    [InlineData("{\"commits\":[")]
    [InlineData("payload=%7")]
    [InlineData("payload=%zz")]
    [InlineData("other=1")]
    public void Refuses_what_is_not_a_push(string body) => Assert.Throws<FormatException>(() => PushPayload.Parse(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void A_commit_without_most_of_its_fields_is_still_a_commit()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"commits":[{"id":"{{Pushes.Sha(7)}}","author":null,"added":[1,null,"a"],"timestamp":"yesterday"}]}""");

        var commit = PushPayload.Parse(body).Find(Pushes.Sha(7))!;

        Assert.Equal("", commit.Message);
        Assert.Equal(["a"], commit.Added);
        Assert.Null(commit.Timestamp);
    }
}
