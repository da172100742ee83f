using System.Text;
using Webhooks.Contracts.GitHub;
using Webhooks.Gateway.GitHub;
using Webhooks.Gateway.Json;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.GitHub;

public sealed class PushFactsTests
{
    [Fact]
    public void Reads_what_a_push_is_about()
    {
        var body = Read(Delivery.Push(repository: 42));

        Assert.Null(body.Fault);
        Assert.Equal(42, body.Push?.RepositoryId);
        Assert.Equal("Codertocat", body.Push?.Owner);
        Assert.Equal("Hello-World", body.Push?.Repository);
        Assert.Equal("refs/heads/main", body.Push?.Ref);
        Assert.Equal(1, body.Push?.CommitCount);
        Assert.True(body.Push?.Created);
    }

    [Theory]
    [InlineData("1557933657", "2019-05-15T15:20:57Z")]
    [InlineData("\"2019-05-15T15:20:41Z\"", "2019-05-15T15:20:41Z")]
    [InlineData("0", null)]
    [InlineData("-1", null)]
    [InlineData("9223372036854775807", null)]
    [InlineData("253402300800", null)]
    [InlineData("\"soon\"", null)]
    [InlineData("{}", null)]
    public void Reads_when_it_was_pushed_or_not(string pushedAt, string? at)
    {
        var body = Read(Delivery.Push(repository: 42).Replace("\"id\":42", $"\"id\":42,\"pushed_at\":{pushedAt}", StringComparison.Ordinal));

        Assert.Null(body.Fault);
        Assert.Equal(at, body.Push?.At?.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("", "body-empty")]
    [InlineData("{", "body-not-json")]
    [InlineData("NaN", "body-not-json")]
    [InlineData("{\"ref\":NaN}", "body-not-json")]
    [InlineData("[]", "body-not-an-object")]
    [InlineData("null", "body-not-an-object")]
    [InlineData("[[}", "body-not-json")]
    [InlineData("{} {}", "body-not-json")]
    [InlineData("\uFEFF{}", "body-not-json")]
    [InlineData("{}", "repository-id-invalid")]
    public void Sets_aside_a_body_that_is_no_push(string json, string fault) => Assert.Equal(fault, Read(json).Fault);

    [Theory]
    [InlineData("\"id\":42", "\"id\":null", "repository-id-invalid")]
    [InlineData("\"id\":42", "\"id\":\"42\"", "repository-id-invalid")]
    [InlineData("\"id\":42", "\"id\":0", "repository-id-invalid")]
    [InlineData("\"id\":42", "\"id\":4.2", "repository-id-invalid")]
    [InlineData("\"id\":42", "\"id\":[42]", "repository-id-invalid")]
    [InlineData("\"id\":42", "\"id\":99999999999999999999", "repository-id-invalid")]
    [InlineData("\"id\":42", "\"id\":42,\"id\":43", "duplicate-key")]
    [InlineData("\"ref\":", "\"ref\":\"refs/heads/x\",\"ref\":", "duplicate-key")]
    [InlineData("\"ref\":", "\"re\\u0066\":\"refs/heads/x\",\"ref\":", "duplicate-key")]
    [InlineData("\"name\":\"Hello-World\"", "\"name\":\"..\"", "repository-name-invalid")]
    [InlineData("\"name\":\"Hello-World\"", "\"name\":\"a/b\"", "repository-name-invalid")]
    [InlineData("\"name\":\"Hello-World\"", "\"name\":\"\\ud800\"", "repository-name-invalid")]
    [InlineData("Codertocat", "../etc", "repository-owner-invalid")]
    [InlineData("refs/heads/main", "refs/heads/a\\nb", "ref-invalid")]
    [InlineData("\"created\":true", "\"created\":1", "created-invalid")]
    [InlineData("\"forced\":false", "\"forced\":null", "forced-invalid")]
    [InlineData("\"commits\":[", "\"commits\":0,\"other\":[", "commits-invalid")]
    [InlineData("\"after\":\"6113", "\"after\":\"zzzz", "after-invalid")]
    [InlineData("\"repository\":", "\"repository\":7,\"other\":", "repository-id-invalid")]
    public void Sets_aside_a_push_with_a_bad_field(string good, string bad, string fault) =>
        Assert.Equal(fault, Read(Delivery.Push(repository: 42).Replace(good, bad, StringComparison.Ordinal)).Fault);

    [Theory]
    [InlineData("{\"\\ud800\":1}", "body-not-unicode")]
    [InlineData("{\"__proto__\":{\"repository\":{\"id\":1}},\"$type\":\"x\"}", "repository-id-invalid")]
    public void Strange_keys_are_nobodys_fields(string json, string fault) => Assert.Equal(fault, Read(json).Fault);

    [Fact]
    public void Depth_is_bounded()
    {
        var deep = new string('[', 100_000) + new string(']', 100_000);

        Assert.Equal("body-not-json", Read(deep).Fault);
    }

    [Fact]
    public void An_id_above_two_to_the_53_is_kept_exactly() =>
        Assert.Equal(9007199254740993, Read(Delivery.Push(repository: 9007199254740993)).Push?.RepositoryId);

    private static (string? Fault, GitHubPush? Push) Read(string json)
    {
        var required = new RequiredFields(JsonFields.Read(Encoding.UTF8.GetBytes(json), GitHubFacts.PushShape));
        var push = GitHubFacts.Push(required).Push;
        return (required.Fault, required.Fault is null ? push : null);
    }
}
