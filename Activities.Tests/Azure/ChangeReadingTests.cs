using System.Text.Json.Nodes;
using Webhooks.Activities.Azure;
using Webhooks.Activities.Tests.Hosting;

namespace Webhooks.Activities.Tests.Azure;

public sealed class ChangeReadingTests : IAsyncLifetime
{
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
    public async Task A_change_says_who_made_it_and_what_was_before_and_after()
    {
        azure.Changes.Add(FakeAzure.Change(
            FakeAzure.Site, "Update",
            ("properties.state", "Stopped", "Running", "System"),
            ("properties.minTlsVersion", "1.0", "1.2", "User")));
        azure.Changes.Add(FakeAzure.Change($"{FakeAzure.Site}-another", "Create"));

        var details = await ReadAsync(FakeAzure.Site);

        Assert.Equal(("mona@example.com", "Azure Portal", false), (details?.By, details?.Client, details?.IsPreliminary));
        var resource = Assert.Single(details!.Resources);
        Assert.Equal("update", resource.Kind);
        Assert.Equal(
            [new PropertyChange("properties.minTlsVersion", "1.0", "1.2"), new PropertyChange("properties.state", "Stopped", "Running")], resource.Properties);
    }

    [Fact]
    public async Task Nobody_is_named_where_that_is_configured()
    {
        azure.Changes.Add(FakeAzure.Change(FakeAzure.Site, "Update"));

        Assert.Null((await ReadAsync(FakeAzure.Site, people: "Unnamed"))?.By);
    }

    [Fact]
    public async Task What_Azure_does_not_know_yet_is_asked_for_again_and_in_the_end_at_least_the_state_is_told()
    {
        azure.Resource = new JsonObject
        {
            ["sku"] = new JsonObject { ["name"] = "S1" },
            ["properties"] = new JsonObject { ["httpsOnly"] = true, ["adminPassword"] = "hunter2hunter2" },
        };

        var first = await ReadAsync(FakeAzure.Site);
        var last = await ReadAsync(FakeAzure.Site, isLast: true);

        Assert.Equal((true, 0), (first?.IsPreliminary, first?.Resources.Count));
        Assert.False(last?.IsPreliminary);
        Assert.Equal(
            [new PropertyChange("sku.name", null, "S1"), new PropertyChange("properties.httpsOnly", null, "true"), new PropertyChange("properties.adminPassword", null, "(not shown)")],
            Assert.Single(last!.Resources).Properties);
    }

    [Fact]
    public async Task A_deployment_says_what_it_was_given_and_what_failed()
    {
        azure.DeploymentProperties = new JsonObject
        {
            ["provisioningState"] = "Failed",
            ["correlationId"] = FakeAzure.Correlation,
            ["mode"] = "Incremental",
            ["duration"] = "PT1M30S",
            ["parameters"] = new JsonObject
            {
                ["siteName"] = new JsonObject { ["type"] = "String", ["value"] = "shop" },
                ["adminLogin"] = new JsonObject { ["type"] = "SecureString", ["value"] = "left in by mistake" },
                ["storage"] = new JsonObject { ["type"] = "String", ["value"] = "DefaultEndpointsProtocol=https;AccountKey=abc" },
            },
            ["error"] = new JsonObject { ["code"] = "DeploymentFailed", ["message"] = "At least one resource failed." },
        };
        azure.Operations.Add(new JsonObject { ["properties"] = new JsonObject { ["provisioningState"] = "Failed", ["targetResource"] = new JsonObject { ["id"] = FakeAzure.Site } } });
        azure.Operations.Add(new JsonObject { ["properties"] = new JsonObject { ["provisioningState"] = "Succeeded", ["targetResource"] = new JsonObject { ["id"] = "x" } } });
        azure.Changes.Add(FakeAzure.Change(FakeAzure.Site, "Create"));

        var deployment = (await ReadAsync(FakeAzure.Deployment))?.Deployment;

        Assert.Equal(("Incremental", TimeSpan.FromSeconds(90), "DeploymentFailed: At least one resource failed."), (deployment?.Mode, deployment?.Duration, deployment?.Error));
        Assert.Equal([new NamedValue("adminLogin", "(not shown)"), new NamedValue("siteName", "shop"), new NamedValue("storage", "(not shown)")], deployment!.Parameters);
        Assert.Equal([new FailedOperation(FakeAzure.Site, "Failed")], deployment.Failed);
    }

    [Fact]
    public async Task What_went_wrong_is_told_without_the_secrets_that_it_quotes()
    {
        azure.DeploymentProperties = new JsonObject
        {
            ["correlationId"] = FakeAzure.Correlation,
            ["error"] = new JsonObject { ["code"] = "Invalid", ["message"] = "The value 'AccountKey=abc' is not allowed." },
        };

        Assert.Equal("(not shown)", (await ReadAsync(FakeAzure.Deployment))?.Deployment?.Error);
    }

    [Fact]
    public void What_cannot_be_seen_is_not_in_what_is_shown() =>
        Assert.Equal("one two", SafeValue.Message("one\r\n\u202E\a two"));

    [Fact]
    public async Task A_later_deployment_of_the_same_name_is_not_taken_for_the_earlier_one()
    {
        azure.DeploymentProperties = new JsonObject { ["correlationId"] = Guid.NewGuid().ToString(), ["mode"] = "Complete" };

        Assert.Null((await ReadAsync(FakeAzure.Deployment))?.Deployment);
    }

    [Fact]
    public async Task Nothing_is_asked_about_a_subscription_that_is_not_configured()
    {
        Assert.Null(await ReadAsync("/subscriptions/99999999-2222-3333-4444-555555555555/resourcegroups/rg/providers/microsoft.web/sites/shop"));
        Assert.Empty(azure.Asked);
    }

    [Fact]
    public async Task However_much_changed_a_document_gets_a_bounded_part_of_it()
    {
        azure.Changes.AddRange(Enumerable.Range(0, 35).Select(number => FakeAzure.Change(
            $"{FakeAzure.Site}-{number}", "Update",
            [.. Enumerable.Range(0, 30).Select(each => ($"properties.p{each:00}", (JsonNode?)new string('x', 100_000), (JsonNode?)null, "User"))])));

        var details = await ReadAsync(FakeAzure.Deployment);

        Assert.Equal((20, 15), (details!.Resources.Count, details.MoreResources));
        Assert.All(details.Resources, resource => Assert.Equal((12, 18), (resource.Properties.Count, resource.MoreProperties)));
        Assert.All(details.Resources.SelectMany(resource => resource.Properties), property => Assert.InRange(property.Before!.Length, 1, 121));
    }

    [Fact]
    public async Task A_cost_hint_adds_up_the_group_and_is_asked_for_once_an_hour()
    {
        azure.Costs.Add(new JsonArray(1.5, 20261118, "Storage", "EUR"));
        azure.Costs.Add(new JsonArray(2.25, 20261119, "App Service", "EUR"));
        var reading = new CostReading(azure.Settings(), client, clock);

        var hint = await reading.HintAsync(Question(FakeAzure.Site), CancellationToken.None);
        await reading.HintAsync(Question(FakeAzure.Deployment), CancellationToken.None);
        Assert.Single(azure.Asks);
        clock.Advance(TimeSpan.FromMinutes(61));
        await reading.HintAsync(Question(FakeAzure.Site), CancellationToken.None);

        Assert.Equal(2, azure.Asks.Count);
        Assert.Equal(("rg", 3.75m, "EUR", 7), (hint?.Group, hint?.Total, hint?.Currency, hint?.Days));
        Assert.Equal([new ServiceCost("App Service", 2.25m), new ServiceCost("Storage", 1.5m)], hint!.Services);
        Assert.Equal(
            ("2026-11-13T00:00:00Z", "2026-11-19T23:59:59Z"),
            ((string?)azure.Asks[0]["timePeriod"]!["from"], (string?)azure.Asks[0]["timePeriod"]!["to"])); // Asked.
    }

    [Fact]
    public async Task What_one_group_cost_is_not_said_of_another()
    {
        azure.Costs.Add(new JsonArray(1.5, 20261118, "Storage", "EUR"));
        var reading = new CostReading(azure.Settings(), client, clock);
        var other = FakeAzure.Site.Replace("/rg/", "/other/", StringComparison.Ordinal);

        Assert.Equal("rg", (await reading.HintAsync(Question(FakeAzure.Site), CancellationToken.None))?.Group);
        Assert.Equal("other", (await reading.HintAsync(Question(other), CancellationToken.None))?.Group);
    }

    [Fact]
    public async Task Of_very_many_groups_not_all_hints_are_kept()
    {
        azure.Costs.Add(new JsonArray(1.5, 20261118, "Storage", "EUR"));
        var reading = new CostReading(azure.Settings(), client, clock);
        foreach (var group in Enumerable.Range(0, 201).Append(0))
        {
            var site = FakeAzure.Site.Replace("/rg/", $"/group-{group}/", StringComparison.Ordinal);
            Assert.Equal($"group-{group}", (await reading.HintAsync(Question(site), CancellationToken.None))?.Group);
        }

        Assert.Equal(202, azure.Asks.Count);
    }

    [Fact]
    public async Task Daily_costs_are_those_of_every_subscription_together()
    {
        azure.Costs.Add(new JsonArray(1.5, 20261118, "Storage", "EUR"));
        var settings = azure.Settings() with { Subscriptions = [Guid.Parse(FakeAzure.Subscription), Guid.Parse("99999999-2222-3333-4444-555555555555")] };
        var day = new DateOnly(2026, 11, 18);

        var costs = await new CostReading(settings, client, clock).DailyAsync(new DailyCostQuestion { From = day, To = day }, CancellationToken.None);

        Assert.Equal((day, "Storage", 3m), Assert.Single(costs.Costs) is var cost ? (cost.Day, cost.Service, cost.Cost) : default);
        Assert.Equal(2, azure.Asked.Count);
    }

    [Theory]
    [InlineData("properties.connectionString", "x")]
    [InlineData("properties.primaryKey", "x")]
    [InlineData("properties.siteConfig.appSettings[0].value", "x")]
    [InlineData("tags.note", "Server=db;Password=x")]
    [InlineData("tags.note", "https://user:pw@host/")]
    [InlineData("tags.note", "https://x.blob.core.windows.net/a?sv=1&sig=abc")]
    [InlineData("properties.note", "eyJhbGciOiJSUzI1NiJ9.e30.x")]
    [InlineData("properties.note", "Zm9vYmFyQmF6MTIzNDU2Nzg5MGFiY2RlZkdISQ==")]
    [InlineData("properties.note", "The rest of this is so far to the right that what is shown ends in the middle of it, as it does here: Zm9vYmFyQmF6MTIzNDU2Nzg5MGFiY2RlZkdISQ==")]
    public void What_is_or_looks_like_a_secret_is_not_shown(string path, string value) =>
        Assert.Equal(SafeValue.Redacted, SafeValue.Of(path, System.Text.Json.JsonSerializer.SerializeToElement(value)));

    [Theory]
    [InlineData("properties.minTlsVersion", "1.2")]
    [InlineData("tags.key1", "production")]
    [InlineData("properties.keyVaultUri", "https://vault.example/")]
    [InlineData("properties.id", "11111111-2222-3333-4444-555555555555")]
    public void What_is_no_secret_is_shown(string path, string value) =>
        Assert.Equal(value, SafeValue.Of(path, System.Text.Json.JsonSerializer.SerializeToElement(value)));

    private static ChangeQuestion Question(string id, bool isLast = false) => new()
    {
        ResourceId = id,
        CorrelationId = FakeAzure.Correlation,
        At = new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero),
        IsLast = isLast,
    };

    private Task<ChangeDetails?> ReadAsync(string id, bool isLast = false, string people = "Named") =>
        new ChangeReading(azure.Settings(people), client).ReadAsync(Question(id, isLast), CancellationToken.None);
}
