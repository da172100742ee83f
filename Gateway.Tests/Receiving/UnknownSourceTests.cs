using System.Net;
using Webhooks.Gateway.Receiving;
using Webhooks.Gateway.Tests.Hosting;
using Webhooks.Storage.Ledger;

namespace Webhooks.Gateway.Tests.Receiving;

/// <summary>A provider that was given a wrong address is seen, and a scanner is not heard for longer than a moment.</summary>
public sealed class UnknownSourceTests : IDisposable
{
    private readonly GatewayApp app = new();
    private readonly HttpClient client;

    public UnknownSourceTests() => client = app.CreateClient();

    public void Dispose() => app.Dispose();

    [Theory]
    [InlineData("helo", "/webhooks/helo")]
    [InlineData("HELLO", "/webhooks/HELLO")]
    [InlineData("%3Cscript%3E%1B%5B2J%0d%0a", "/webhooks/?script???2J??")]
    [InlineData("%E2%80%AEollA", "/webhooks/?ollA")]
    public async Task What_was_asked_for_is_on_record_as_far_as_it_could_be_a_name(string asked, string recorded)
    {
        Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync(new Delivery { Source = asked }.Signed())).StatusCode);
        Assert.Equal((recorded, "source-unknown", null), await LastAsync());
    }

    [Fact]
    public async Task A_long_name_is_cut()
    {
        await client.SendAsync(new Delivery { Source = new string('x', 5000) }.Signed());
        Assert.Equal($"/webhooks/{new string('x', 64)}", (await LastAsync()).Source);
    }

    [Fact]
    public async Task A_scanner_leaves_few_records_and_those_of_others_are_written_all_the_same()
    {
        for (var i = 0; i < 3 * UnknownSources.MostAtOnce; i++)
        {
            await (await client.SendAsync(new Delivery { Source = $"guess-{i}" }.Signed())).IsProblemAsync(HttpStatusCode.NotFound, "source-unknown");
        }

        await client.SendAsync(new Delivery { Secret = "guessed" }.Signed());
        await Eventually.TrueAsync(async () => await RecordsAsync() is [{ Source: "hello" }, ..], "the refusal is recorded");

        // One more may have become due meanwhile.
        Assert.InRange((await RecordsAsync()).Count, UnknownSources.MostAtOnce + 1, UnknownSources.MostAtOnce + 3);
    }

    private async Task<(string Source, string Reason, string? Sha256)> LastAsync()
    {
        await Eventually.TrueAsync(async () => (await RecordsAsync()).Count > 0, "it is recorded");
        var record = Assert.Single(await RecordsAsync());
        return (record.Source, record.Reason, record.BodySha256);
    }

    private async Task<IReadOnlyList<RejectedRequest>> RecordsAsync() => await app.Store.Ledger.RejectionsAsync(500, null, CancellationToken.None);
}
