using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Temporalio.Exceptions;
using Webhooks.Activities.Azure;
using Webhooks.Activities.Tests.Hosting;

namespace Webhooks.Activities.Tests.Azure;

public sealed class AzureClientTests : IAsyncLifetime
{
    private static readonly Guid[] Subscriptions = [Guid.Parse(FakeAzure.Subscription)];

    private readonly TestClock clock = new();
    private FakeAzure azure = null!; // The runner calls InitializeAsync first.
    private AzureClient client = null!; // With the fake.

    public async Task InitializeAsync()
    {
        azure = await FakeAzure.StartNewAsync();
        client = azure.Client(clock);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await azure.DisposeAsync();
    }

    [Fact]
    public async Task Every_page_of_operations_is_read()
    {
        azure.Operations.AddRange(Enumerable.Range(1, 5).Select(Operation));

        var operations = await client.OperationsAsync(Id(FakeAzure.Deployment), CancellationToken.None);

        Assert.Equal(["r1", "r2", "r3", "r4", "r5"], operations.Select(each => each.Properties.TargetResource?.Id));
        Assert.Equal(3, azure.Asked.Count);
    }

    [Theory]
    [InlineData("https://evil.example/steal?x=1")]
    [InlineData("/subscriptions/other")]
    [InlineData("http://127.0.0.1:1/subscriptions/x/operations?api-version=1")]
    public async Task A_next_page_that_leads_elsewhere_is_not_followed(string link)
    {
        azure.Operations.AddRange(Enumerable.Range(1, 3).Select(Operation));
        azure.LinksLeadTo = link;

        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(() => client.OperationsAsync(Id(FakeAzure.Deployment), CancellationToken.None));

        Assert.Equal(ErrorTypes.ProviderAnswer, failure.ErrorType);
        Assert.Single(azure.Asked);
    }

    [Fact]
    public async Task Only_path_and_query_of_a_next_page_count()
    {
        azure.Operations.AddRange(Enumerable.Range(1, 3).Select(Operation));
        azure.LinksLeadTo = $"https://other.example{FakeAzure.Deployment}/operations?api-version=2021-04-01&$skiptoken=2";

        Assert.Equal(3, (await client.OperationsAsync(Id(FakeAzure.Deployment), CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Operations_without_end_are_a_failure_that_says_so()
    {
        azure.Operations.AddRange(Enumerable.Range(1, 3).Select(Operation));
        azure.LinksLeadTo = $"https://x.example{FakeAzure.Deployment}/operations?api-version=2021-04-01&$skiptoken=0";
        azure.Interrupt = TooManyAsks;

        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(() => client.OperationsAsync(Id(FakeAzure.Deployment), CancellationToken.None));

        Assert.Equal((ErrorTypes.ProviderAnswer, true, 20), (failure.ErrorType, failure.NonRetryable, azure.Asked.Count));
        Assert.Contains("goes on after 20 pages", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_many_pages_as_are_read_are_no_failure()
    {
        azure.Operations.AddRange(Enumerable.Range(1, 40).Select(Operation));

        Assert.Equal(40, (await client.OperationsAsync(Id(FakeAzure.Deployment), CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Costs_without_end_are_a_failure_that_says_so_and_no_sum_of_a_part()
    {
        azure.Costs.AddRange(Enumerable.Range(0, 3).Select(_ => new JsonArray(1.5, 20261118, "Storage", "EUR")));
        azure.LinksLeadTo = new Uri(azure.Address, $"{Id(FakeAzure.Group).Path}/providers/Microsoft.CostManagement/query?api-version=2023-11-01&$skiptoken=0").ToString();
        azure.Interrupt = TooManyAsks;

        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(
            () => client.CostsAsync(Id(FakeAzure.Group), new DateOnly(2026, 11, 18), new DateOnly(2026, 11, 19), CancellationToken.None));

        Assert.Equal((ErrorTypes.ProviderAnswer, true, 20), (failure.ErrorType, failure.NonRetryable, azure.Asked.Count));
        Assert.Contains("goes on after 20 pages", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_is_asked_for_in_the_newest_version_that_is_no_preview_which_is_looked_up_once()
    {
        azure.Resource = new JsonObject { ["kind"] = "app" };

        var first = await client.ResourceAsync(Id(FakeAzure.Site), CancellationToken.None);
        await client.ResourceAsync(Id(FakeAzure.Site), CancellationToken.None);

        Assert.Equal("app", first?.Kind);
        Assert.Equal(3, azure.Asked.Count);
        Assert.Contains("api-version=2023-12-01", azure.Asked[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_gone_is_no_failure()
    {
        Assert.Null(await client.ResourceAsync(Id(FakeAzure.Site), CancellationToken.None));
        Assert.Null(await client.DeploymentAsync(Id(FakeAzure.Deployment), CancellationToken.None));
    }

    [Fact]
    public async Task Every_page_of_changes_is_read_and_only_of_the_subscription()
    {
        azure.Changes.AddRange(Enumerable.Range(1, 3).Select(each => FakeAzure.Change($"{FakeAzure.Site}-{each}", "Update")));

        var changes = await client.ChangesAsync(Id(FakeAzure.Site), Guid.Parse(FakeAzure.Correlation), CancellationToken.None);

        Assert.Equal(3, changes.Count);
        Assert.All(azure.Asks, ask => Assert.Equal(FakeAzure.Subscription, (string?)ask["subscriptions"]![0]));
        Assert.All(azure.Asks, ask => Assert.Contains($"=~ '{FakeAzure.Correlation}'", (string?)ask["query"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Costs_are_found_by_the_names_of_their_columns_over_all_pages()
    {
        azure.Costs.Add(new JsonArray(1.5, 20261118, "Storage", "EUR"));
        azure.Costs.Add(new JsonArray(2, "2026-11-19T00:00:00", "Storage", "EUR"));
        azure.Costs.Add(new JsonArray(0.25, 20261119, "App Service", "EUR"));

        var costs = await client.CostsAsync(Id(FakeAzure.Group), new DateOnly(2026, 11, 18), new DateOnly(2026, 11, 19), CancellationToken.None);

        Assert.Equal(
            [(18, "Storage", 1.5m), (19, "Storage", 2m), (19, "App Service", 0.25m)],
            costs.Select(each => (each.Day.Day, each.Service, each.Cost)));
        Assert.Equal("2026-11-18T00:00:00Z", (string?)azure.Asks[0]["timePeriod"]!["from"]);
        Assert.Equal("2026-11-19T23:59:59Z", (string?)azure.Asks[^1]["timePeriod"]!["to"]);
    }

    [Fact]
    public async Task Columns_may_come_in_any_order()
    {
        azure.CostColumns = ["Currency", "ServiceName", "Department", "PreTaxCost", "UsageDate"];
        azure.Costs.Add(new JsonArray("EUR", "Storage", "Sales", 1.5, 20261118));

        var cost = Assert.Single(await client.CostsAsync(Id(FakeAzure.Group), new DateOnly(2026, 11, 18), new DateOnly(2026, 11, 19), CancellationToken.None));

        Assert.Equal((18, "Storage", 1.5m, "EUR"), (cost.Day.Day, cost.Service, cost.Cost, cost.Currency));
    }

    [Fact]
    public async Task A_next_page_of_costs_that_leads_elsewhere_is_not_followed()
    {
        azure.Costs.AddRange(Enumerable.Range(0, 3).Select(_ => new JsonArray(1.5, 20261118, "Storage", "EUR")));
        azure.LinksLeadTo = new Uri(azure.Address, "/subscriptions/other").ToString();

        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(
            () => client.CostsAsync(Id(FakeAzure.Group), new DateOnly(2026, 11, 18), new DateOnly(2026, 11, 19), CancellationToken.None));

        Assert.Equal(ErrorTypes.ProviderAnswer, failure.ErrorType);
        Assert.Single(azure.Asked);
    }

    [Theory]
    [InlineData(false, 20)]
    [InlineData(true, 2)]
    public async Task Changes_without_end_are_not_read_to_it(bool repeats, int expected)
    {
        azure.Changes.Add(FakeAzure.Change(FakeAzure.Site, "Update"));
        azure.ChangesGoOn = skip => $"{(repeats ? 0 : skip + 1)}";

        await client.ChangesAsync(Id(FakeAzure.Site), Guid.Parse(FakeAzure.Correlation), CancellationToken.None);

        Assert.Equal(expected, azure.Asks.Count);
    }

    [Fact]
    public async Task No_costs_are_no_failure()
    {
        Assert.Empty(await client.CostsAsync(Id(FakeAzure.Group), new DateOnly(2026, 11, 18), new DateOnly(2026, 11, 19), CancellationToken.None));
    }

    [Theory]
    [InlineData("[\"much\", 20261118, \"Storage\", \"EUR\"]")]
    [InlineData("[1, 20261399, \"Storage\", \"EUR\"]")]
    [InlineData("[1, 20261118, \"Storage\"]")]
    public async Task A_row_that_is_not_what_its_columns_say_is_not_guessed_at(string row)
    {
        azure.Costs.Add((JsonArray)JsonNode.Parse(row)!); // It is an array.

        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(
            () => client.CostsAsync(Id(FakeAzure.Group), new DateOnly(2026, 11, 18), new DateOnly(2026, 11, 19), CancellationToken.None));

        Assert.Equal(ErrorTypes.ProviderAnswer, failure.ErrorType);
    }

    [Theory]
    [InlineData("/subscriptions/99999999-2222-3333-4444-555555555555/resourcegroups/rg")]
    [InlineData($"/subscriptions/{FakeAzure.Subscription}/../../providers/microsoft.authorization")]
    [InlineData($"/subscriptions/{FakeAzure.Subscription}//x")]
    [InlineData("/providers/microsoft.management/managementgroups/root")]
    [InlineData("")]
    public void What_is_no_id_below_a_configured_subscription_is_not_asked_about(string id) => Assert.Null(ArmId.Parse(id, Subscriptions));

    [Fact]
    public void What_stands_in_an_id_stays_part_of_the_path() =>
        Assert.Equal($"subscriptions/{FakeAzure.Subscription}/resourcegroups/a%3Fb%23c%25%20d", Id($"/subscriptions/{FakeAzure.Subscription}/resourcegroups/a?b#c% d").Path);

    /// <summary>Ends a client that would go on for ever.</summary>
    private Task<bool> TooManyAsks(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.FromResult(azure.Asked.Count > 100);
    }

    private static ArmId Id(string id) => ArmId.Parse(id, Subscriptions)!; // These are ids.

    private static JsonObject Operation(int number) => new()
    {
        ["properties"] = new JsonObject { ["provisioningState"] = "Succeeded", ["targetResource"] = new JsonObject { ["id"] = $"r{number}" } },
    };
}
