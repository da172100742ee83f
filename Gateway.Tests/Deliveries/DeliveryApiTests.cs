using System.Net;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Deliveries;

public sealed class DeliveryApiTests : IDisposable
{
    private readonly GatewayApp app = new();
    private readonly HttpClient client;

    public DeliveryApiTests() => client = app.CreateClient();

    public void Dispose() => app.Dispose();

    [Fact]
    public async Task The_outcome_link_of_an_answer_can_be_followed_at_once()
    {
        for (var i = 0; i < 20; i++)
        {
            var delivery = new Delivery();
            var answer = await (await client.SendAsync(delivery.Signed())).JsonAsync();

            var shown = await (await client.GetAsync(answer.GetProperty("outcome").GetString())).JsonAsync();

            Assert.Equal(delivery.Id, shown.GetProperty("deliveryId").GetString());
            Assert.Equal("accepted", shown.GetProperty("state").GetString());
            Assert.Equal("gitHub", shown.GetProperty("provider").GetString());
            Assert.Equal("push", shown.GetProperty("event").GetString());
            Assert.Equal("github/repository/186853002", shown.GetProperty("workflowId").GetString());
            Assert.Equal(System.Text.Json.JsonValueKind.Null, shown.GetProperty("outcome").ValueKind);
        }
    }

    [Theory]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("short")]
    [InlineData("'%20or%201=1--")]
    public async Task An_unknown_id_is_not_found(string id) =>
        await (await client.GetAsync($"/api/deliveries/{id}")).IsProblemAsync(HttpStatusCode.NotFound, "delivery-unknown");

    [Fact]
    public async Task Deliveries_are_listed_newest_first_and_by_page()
    {
        var sent = Enumerable.Range(0, 5).Select(_ => new Delivery()).ToList();
        foreach (var delivery in sent)
        {
            await client.SendAsync(delivery.Signed());
        }

        await app.FindAsync(sent[^1].Id);
        var page = (await (await client.GetAsync("/api/deliveries?limit=3")).JsonAsync()).EnumerateArray().ToList();
        var rest = (await (await client.GetAsync($"/api/deliveries?limit=3&before={page[^1].GetProperty("sequence").GetInt64()}")).JsonAsync()).EnumerateArray();

        Assert.Equal(sent.AsEnumerable().Reverse().Select(delivery => delivery.Id), page.Concat(rest).Select(row => row.GetProperty("deliveryId").GetString()));
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=501")]
    [InlineData("limit=x")]
    [InlineData("before=-1")]
    [InlineData("state=lost")]
    public async Task A_query_that_means_nothing_is_refused(string query) =>
        await (await client.GetAsync($"/api/deliveries?{query}")).IsProblemAsync(HttpStatusCode.BadRequest, "query-invalid");
}
