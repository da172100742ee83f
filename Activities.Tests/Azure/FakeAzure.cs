using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Webhooks.Activities.Azure;
using Webhooks.Activities.Providers;
using Webhooks.Activities.Tests.Hosting;

namespace Webhooks.Activities.Tests.Azure;

/// <summary>Azure Resource Manager, Resource Graph and Cost Management as their documentation describes them, as far as they are asked.</summary>
internal sealed class FakeAzure : FakeServer
{
    public const string Subscription = "11111111-2222-3333-4444-555555555555";
    public const string Group = $"/subscriptions/{Subscription}/resourcegroups/rg";
    public const string Site = $"{Group}/providers/microsoft.web/sites/shop";
    public const string Deployment = $"{Group}/providers/microsoft.resources/deployments/shop-42";
    public const string Correlation = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

    private const int PageSize = 2;

    public JsonObject? DeploymentProperties { get; set; }

    public JsonObject? Resource { get; set; }

    public List<JsonObject> Operations { get; } = [];

    public List<JsonObject> Changes { get; } = [];

    /// <summary>Cost, day, service, currency.</summary>
    public List<JsonArray> Costs { get; } = [];

    /// <summary>Of the table of costs, in the order of its cells.</summary>
    public string[] CostColumns { get; set; } = ["Cost", "UsageDate", "ServiceName", "Currency"];

    public List<JsonNode> Asks { get; } = [];

    /// <summary>Where the next page of changes begins, instead of behind this one; given the page's own begin.</summary>
    public Func<int, string>? ChangesGoOn { get; set; }

    /// <summary>Instead of this address in links to the next page.</summary>
    public string? LinksLeadTo { get; set; }

    public static async Task<FakeAzure> StartNewAsync()
    {
        var azure = new FakeAzure();
        await azure.StartAsync();
        return azure;
    }

    public AzureSettings Settings(string people = "Named")
    {
        List<string> mistakes = [];
        var settings = AzureSettings.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection(new Dictionary<string, string?>
                {
                    ["Webhooks:Azure:ManagementAddress"] = Address.ToString(),
                    ["Webhooks:Azure:Credential"] = "ManagedIdentity",
                    ["Webhooks:Azure:Subscriptions:0"] = Subscription,
                    ["Webhooks:Azure:People"] = people,
                })
                .Build(),
            mistakes);
        Assert.Empty(mistakes);
        return settings!; // The section is there.
    }

    public AzureClient Client(TimeProvider time) => new(Settings(), new EntraCredentials(new NewTokens(time), "scope", time), time);

    public static JsonObject Change(string target, string kind, params (string Path, JsonNode? Before, JsonNode? After, string Category)[] changes) => new()
    {
        ["target"] = target,
        ["kind"] = kind,
        ["at"] = "2026-11-20T08:00:00Z",
        ["by"] = "mona@example.com",
        ["byType"] = "User",
        ["client"] = "Azure Portal",
        ["changes"] = new JsonObject(changes.Select(each => KeyValuePair.Create(each.Path, (JsonNode?)new JsonObject
        {
            ["previousValue"] = each.Before,
            ["newValue"] = each.After,
            ["changeCategory"] = each.Category,
            ["propertyChangeType"] = "Update",
        }))),
    };

    protected override void Map(WebApplication routes)
    {
        routes.Use(async (context, next) =>
        {
            if (!context.Request.Headers.Authorization.ToString().StartsWith("Bearer the-token-", StringComparison.Ordinal))
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return;
            }

            await next(context);
        });
        routes.MapGet(Deployment, context => FoundAsync(context, DeploymentProperties is { } found ? new JsonObject { ["properties"] = found.DeepClone() } : null));
        routes.MapGet($"{Deployment}/operations", context => PageAsync(context, Operations));
        routes.MapGet($"/subscriptions/{Subscription}/providers/microsoft.web", context => FoundAsync(context, new JsonObject
        {
            ["resourceTypes"] = new JsonArray(
                new JsonObject { ["resourceType"] = "serverFarms", ["apiVersions"] = new JsonArray("2099-01-01") },
                new JsonObject { ["resourceType"] = "Sites", ["apiVersions"] = new JsonArray("2024-11-01-preview", "2023-12-01", "2022-03-01") }),
        }));
        routes.MapGet(Site, context => context.Request.Query["api-version"] == "2023-12-01"
            ? FoundAsync(context, (JsonObject?)Resource?.DeepClone())
            : Refused(context));
        routes.MapPost("/providers/Microsoft.ResourceGraph/resources", GraphAsync);
        routes.MapPost($"/subscriptions/{Subscription}/resourceGroups/{{group}}/providers/Microsoft.CostManagement/query", CostAsync);
        routes.MapPost("/subscriptions/{subscription}/providers/Microsoft.CostManagement/query", CostAsync);
    }

    private async Task GraphAsync(HttpContext context)
    {
        var ask = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: CancellationToken.None))!; // It has a body.
        Asks.Add(ask);
        var skip = int.Parse((string?)ask["options"]!["$skipToken"] ?? "0");
        var page = new JsonObject
        {
            ["totalRecords"] = Changes.Count,
            ["data"] = new JsonArray([.. Changes.Skip(skip).Take(PageSize).Select(each => each.DeepClone())]),
        };
        if (ChangesGoOn is not null || skip + PageSize < Changes.Count)
        {
            page["$skipToken"] = ChangesGoOn?.Invoke(skip) ?? (skip + PageSize).ToString();
        }

        await FoundAsync(context, page);
    }

    private async Task CostAsync(HttpContext context)
    {
        Asks.Add((await JsonNode.ParseAsync(context.Request.Body, cancellationToken: CancellationToken.None))!); // It has a body.
        if (Costs.Count == 0)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        var skip = int.Parse(context.Request.Query["$skiptoken"].ToString() is { Length: > 0 } token ? token : "0");
        await FoundAsync(context, new JsonObject
        {
            ["properties"] = new JsonObject
            {
                ["nextLink"] = skip + PageSize < Costs.Count ? Next(context, skip + PageSize) : null,
                ["columns"] = new JsonArray([.. CostColumns.Select(name => new JsonObject { ["name"] = name, ["type"] = "String" })]),
                ["rows"] = new JsonArray([.. Costs.Skip(skip).Take(PageSize).Select(row => row.DeepClone())]),
            },
        });
    }

    private Task PageAsync(HttpContext context, List<JsonObject> all)
    {
        var skip = int.Parse(context.Request.Query["$skiptoken"].ToString() is { Length: > 0 } token ? token : "0");
        var page = new JsonObject { ["value"] = new JsonArray([.. all.Skip(skip).Take(PageSize).Select(each => each.DeepClone())]) };
        if (skip + PageSize < all.Count)
        {
            page["nextLink"] = Next(context, skip + PageSize);
        }

        return FoundAsync(context, page);
    }

    private string Next(HttpContext context, int skip) => LinksLeadTo
        ?? $"{Address.GetLeftPart(UriPartial.Authority)}{context.Request.Path}?api-version={context.Request.Query["api-version"]}&$skiptoken={skip}";

    private static Task Refused(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }

    private static Task FoundAsync(HttpContext context, JsonObject? json)
    {
        context.Response.StatusCode = json is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        context.Response.ContentType = "application/json";
        return json is null ? Task.CompletedTask : context.Response.WriteAsync(json.ToJsonString(), CancellationToken.None);
    }
}
