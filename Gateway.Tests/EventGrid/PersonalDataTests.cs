using System.Text;
using Webhooks.Gateway.EventGrid;

namespace Webhooks.Gateway.Tests.EventGrid;

public sealed class PersonalDataTests
{
    private const string Personal = "mona@example.org";

    public static TheoryData<string> Names => ["claims", "caller", "callerIpAddress", "clientIpAddress", "principalId", "actor", "addr"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_name_loses_its_value_whatever_it_is_in_any_case_and_however_the_name_is_written(string name)
    {
        var escaped = string.Concat(name.Select(c => $"\\u{(int)c:x4}"));
        foreach (var written in (string[])[name, name.ToUpperInvariant(), escaped])
        {
            foreach (var value in (string[])[$"\"{Personal}\"", $"{{\"name\":\"{Personal}\"}}", $"[[\"{Personal}\"],1]", "12", "null"])
            {
                Assert.Equal(
                    $$"""{ "a" : 1, "{{written}}":"redacted" , "b":[{"{{written}}":"redacted"}] }""",
                    Redacted($$"""{ "a" : 1, "{{written}}":{{value}} , "b":[{"{{written}}":{{value}}}] }"""));
            }
        }
    }

    [Theory]
    [InlineData("{\"name\":\"claims\",\"claimss\":1,\"caller \":[\"actor\"]}")]
    [InlineData("[1,\"addr\"]")]
    [InlineData("\"caller\"")]
    public void Everything_else_stays(string json) => Assert.Equal(json, Redacted(json));

    [Fact]
    public void Depth_hides_nothing() => Assert.DoesNotContain(
        Personal, Redacted($"{new string('[', 3000)}{{\"actor\":\"{Personal}\"}}{new string(']', 3000)}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("{\"a\":1,,\"caller\":\"mona@example.org\"}")]
    [InlineData("{\"a\":1,\"caller\":\"mona@example.org")]
    [InlineData("{\"a\":1,\"claims\":{\"name\":\"mona@example.org\"")]
    [InlineData("{\"a\":1,\"claims\":{\"name\":\"mona@example.org\",,}}")]
    [InlineData("{\"a\":1}{\"caller\":\"mona@example.org\"}")]
    [InlineData("{\"a\":1,\"b\":nothing,\"caller\":\"mona@example.org\"}")]
    public void Of_what_is_broken_only_what_stands_before_the_fault_is_kept(string json)
    {
        var redacted = Redacted(json);
        Assert.StartsWith("{\"a\":1", redacted, StringComparison.Ordinal);
        Assert.DoesNotContain("mona", redacted, StringComparison.Ordinal);
    }

    private static string Redacted(string json) => Encoding.UTF8.GetString(PersonalData.Redact(Encoding.UTF8.GetBytes(json)).Span);
}
