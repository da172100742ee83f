using System.Net;
using System.Text;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Attacks;

/// <summary>Attacks that take too long to be tried on every flawed receiver.</summary>
public sealed class AttackDepthTests : IDisposable
{
    private static readonly Dictionary<string, Func<string>> Bodies = new(StringComparer.Ordinal)
    {
        ["depth"] = () => new string('[', 100_000) + new string(']', 100_000),
        ["depth of objects"] = () => string.Concat(Enumerable.Repeat("{\"a\":", 100_000)) + "1" + new string('}', 100_000),
        ["a million keys"] = () => $"{{{string.Join(',', Enumerable.Range(0, 1_000_000).Select(key => $"\"k{key}\":{key}"))}}}",
        ["a text of ten megabytes"] = () => $"{{\"ref\":\"{new string('x', 10 * 1024 * 1024)}\"}}",
        ["an action twice"] = () => "{\"repository\":{\"id\":1},\"action\":\"opened\",\"action\":\"closed\",\"ref\":\"a\",\"ref\":\"b\"}",
        ["not a number"] = () => "{\"repository\":{\"id\":NaN}}",
        ["half a character"] = () => "{\"ref\":\"\\ud800\",\"repository\":{\"id\":1}}",
        ["a number beyond 64 bits"] = () => "{\"repository\":{\"id\":18446744073709551616}}",
        ["a date that is none"] = () => "{\"repository\":{\"id\":1,\"pushed_at\":\"9999-99-99T99:99:99Z\"},\"head_commit\":{\"timestamp\":\"-1\"}}",
    };

    private readonly GatewayApp app = new();

    public static TheoryData<string> Documents => [.. Bodies.Keys];

    public void Dispose() => app.Dispose();

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task A_signed_document_that_parsers_choke_on_is_kept_and_settled(string document)
    {
        var delivery = new Delivery { Body = Encoding.UTF8.GetBytes(Bodies[document]()) };

        var response = await app.CreateClient().SendAsync(delivery.Signed());

        Assert.True(response.StatusCode == HttpStatusCode.Accepted, $"{document}: {response.StatusCode}");
        Assert.NotNull((await app.FindAsync(delivery.Id))?.Outcome);
    }

    [Fact]
    public async Task Of_a_thousand_deliveries_in_a_row_that_are_the_same_one_has_an_effect()
    {
        var client = app.CreateClient();
        var delivery = new Delivery();
        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(delivery.Signed())).StatusCode);

        for (var i = 1; i < 1000; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(delivery.Signed())).StatusCode);
        }

        Assert.Equal(1, await app.CountAsync());
        Assert.Equal(999, (await app.FindAsync(delivery.Id))?.DuplicateCount);
    }
}
