using System.Net;
using System.Text;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Receiving;

public sealed class DuplicateTests : IDisposable
{
    private readonly GatewayApp app = new();

    public void Dispose() => app.Dispose();

    [Fact]
    public async Task A_delivery_that_comes_a_hundred_times_more_is_stored_once_and_counted()
    {
        var client = app.CreateClient();
        var delivery = new Delivery();
        var first = await client.SendAsync(delivery.Signed());
        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        var expected = await first.JsonAsync();

        for (var i = 0; i < 100; i++)
        {
            var again = await client.SendAsync(delivery.Signed());
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
            var answer = await again.JsonAsync();
            Assert.True(answer.GetProperty("duplicate").GetBoolean());
            Assert.Equal(expected.GetProperty("deliveryId").GetString(), answer.GetProperty("deliveryId").GetString());
            Assert.Equal(expected.GetProperty("outcome").GetString(), answer.GetProperty("outcome").GetString());
            Assert.Equal(expected.GetProperty("workflowId").GetString(), answer.GetProperty("workflowId").GetString());
        }

        Assert.Equal(1, await app.CountAsync());
        Assert.Equal(100, (await app.FindAsync(delivery.Id))?.DuplicateCount);
    }

    [Fact]
    public async Task Of_a_hundred_at_once_exactly_one_is_accepted()
    {
        var client = app.CreateClient();
        var delivery = new Delivery();

        var responses = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => client.SendAsync(delivery.Signed())));

        Assert.Single(responses, response => response.StatusCode == HttpStatusCode.Accepted);
        Assert.Equal(99, responses.Count(response => response.StatusCode == HttpStatusCode.OK));
        Assert.NotNull(await app.FindAsync(delivery.Id));
        Assert.Equal(1, await app.CountAsync());
    }

    [Fact]
    public async Task A_delivery_from_before_a_restart_is_known()
    {
        using var folder = new TemporaryFolder();
        var delivery = new Delivery();
        var before = new GatewayApp(folder: folder.Path);
        Assert.Equal(HttpStatusCode.Accepted, (await before.CreateClient().SendAsync(delivery.Signed())).StatusCode);
        await before.DisposeAsync();

        await using var after = new GatewayApp(folder: folder.Path);

        Assert.Equal(HttpStatusCode.OK, (await after.CreateClient().SendAsync(delivery.Signed())).StatusCode);
        Assert.Equal(1, await after.CountAsync());
    }

    [Fact]
    public async Task A_delivery_that_the_ledger_had_not_reached_is_known_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        var delivery = new Delivery();
        var before = new GatewayApp(folder: folder.Path);
        await before.CreateClient().SendAsync(delivery.Signed());
        await before.DisposeAsync();
        foreach (var file in Directory.GetFiles(folder.Path, "ledger.db*"))
        {
            File.Delete(file);
        }

        await using var after = new GatewayApp(folder: folder.Path);

        Assert.Equal(HttpStatusCode.OK, (await after.CreateClient().SendAsync(delivery.Signed())).StatusCode);
    }

    [Fact]
    public async Task The_same_guid_from_another_hook_or_through_another_source_is_another_delivery()
    {
        var client = app.CreateClient();
        var delivery = new Delivery();

        foreach (var other in new[] { delivery, delivery with { Hook = "4712" }, delivery with { Source = "tenant", Secret = GatewayApp.OtherSecret } })
        {
            Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(other.Signed())).StatusCode);
        }

        Assert.NotNull(await app.FindAsync((delivery with { Hook = "4712" }).Id));
        Assert.Equal("@octo/github/repository/186853002", (await app.FindAsync((delivery with { Source = "tenant" }).Id))?.Entity);
    }

    [Fact]
    public async Task A_known_id_with_another_body_is_a_duplicate_and_marked_as_a_conflict()
    {
        var client = app.CreateClient();
        var delivery = new Delivery();
        await client.SendAsync(delivery.Signed());

        var other = delivery with { Body = Encoding.UTF8.GetBytes(Delivery.Push(repository: 5)) };
        var answer = await (await client.SendAsync(other.Signed())).JsonAsync();

        Assert.Equal("github/repository/186853002", answer.GetProperty("entity").GetString());
        Assert.True((await app.FindAsync(delivery.Id))?.HasConflict);
    }
}
