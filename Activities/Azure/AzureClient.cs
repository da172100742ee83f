using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Temporalio.Exceptions;
using Webhooks.Activities.Providers;

namespace Webhooks.Activities.Azure;

/// <summary>
/// Azure Resource Manager as far as a change log and a report need it: deployments and what they did, what changed in resources, what a scope
/// cost. Only asked about subscriptions that are configured; it changes nothing.
/// </summary>
public sealed class AzureClient(AzureSettings settings, ProviderCredentials credentials, TimeProvider time, HttpMessageHandler? handler = null) : IDisposable
{
    private const int LongestAnswer = 8 * 1024 * 1024;
    private const int MostPages = 20;
    private const string ResourcesVersion = "2021-04-01";
    private const string GraphVersion = "2021-03-01";
    private const string CostsVersion = "2023-11-01";

    private readonly ProviderCalls calls = new(new ProviderCallOptions { System = "Azure", LargestAnswer = LongestAnswer }, time, handler);
    private readonly ConcurrentDictionary<string, string> versions = new(StringComparer.OrdinalIgnoreCase);

    public void Dispose() => calls.Dispose();

    /// <returns>Null when there is none: Azure keeps 800 in a group, and deletes the oldest.</returns>
    internal async Task<ArmDeployment?> DeploymentAsync(ArmId id, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(HttpMethod.Get, $"{id.Path}?api-version={ResourcesVersion}", null, cancellationToken);
        return answer.Status == HttpStatusCode.NotFound ? null : answer.Read<ArmDeployment>();
    }

    /// <summary>What a deployment did to each resource, in the order Azure tells it.</summary>
    internal async Task<IReadOnlyList<ArmOperation>> OperationsAsync(ArmId id, CancellationToken cancellationToken)
    {
        var path = $"{id.Path}/operations";
        List<ArmOperation> operations = [];
        string? next = $"{path}?api-version={ResourcesVersion}";
        for (var pages = 0; next is not null && pages < MostPages; pages++)
        {
            var answer = await SendAsync(HttpMethod.Get, next, null, cancellationToken);
            if (answer.Status == HttpStatusCode.NotFound)
            {
                return operations;
            }

            var page = answer.Read<ArmPage<ArmOperation>>();
            operations.AddRange(Whole(answer, page.Value));
            next = NextPage(page.NextLink, path);
        }

        return next is null ? operations : throw PagesWithoutEnd(path);
    }

    /// <returns>The resource as it is now; null when there is none, or Azure does not say in which version to ask for its type.</returns>
    internal async Task<ArmResource?> ResourceAsync(ArmId id, CancellationToken cancellationToken)
    {
        if (await VersionAsync(id, cancellationToken) is not { } version)
        {
            return null;
        }

        var answer = await SendAsync(HttpMethod.Get, $"{id.Path}?api-version={version}", null, cancellationToken);
        return answer.Status == HttpStatusCode.NotFound ? null : answer.Read<ArmResource>();
    }

    /// <summary>
    /// What one request to Azure, or one deployment, changed in resources. Resource Graph has it within some five minutes and keeps it for some
    /// seven to fourteen days.
    /// </summary>
    internal async Task<IReadOnlyList<ChangeRecord>> ChangesAsync(ArmId id, Guid correlation, CancellationToken cancellationToken)
    {
        // Nothing foreign is in the query: a GUID is made of digits.
        var query = $"""
            resourcechanges
            | extend change = properties.changeAttributes
            | where tostring(change.correlationId) =~ '{correlation:D}'
            | project target = tostring(properties.targetResourceId), kind = tostring(properties.changeType), at = tostring(change.timestamp),
                by = tostring(change.changedBy), byType = tostring(change.changedByType), client = tostring(change.clientType), changes = properties.changes
            | order by at asc, target asc
            """;
        List<ChangeRecord> changes = [];
        string? skip = null;
        for (var pages = 0; pages < MostPages; pages++)
        {
            var body = new GraphQuery { Subscriptions = [id.Subscription], Query = query, Options = new GraphOptions { SkipToken = skip } };
            var answer = await SendAsync(HttpMethod.Post, $"providers/Microsoft.ResourceGraph/resources?api-version={GraphVersion}", body, cancellationToken);
            var page = answer.Read<GraphAnswer>();
            changes.AddRange(Whole(answer, page.Data));
            if (string.IsNullOrEmpty(page.SkipToken) || page.SkipToken == skip)
            {
                break;
            }

            skip = page.SkipToken;
        }

        return changes;
    }

    /// <summary>What each service of a scope cost on each day. Azure goes on correcting a day for about two days.</summary>
    /// <param name="scope">A subscription or a resource group.</param>
    /// <param name="from">First day, UTC.</param>
    /// <param name="to">Last day, which is included.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal async Task<IReadOnlyList<DailyCost>> CostsAsync(ArmId scope, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var path = $"{scope.Path}/providers/Microsoft.CostManagement/query";
        var body = CostQuery.Daily(from, to);
        List<DailyCost> costs = [];
        string? next = $"{path}?api-version={CostsVersion}";
        for (var pages = 0; next is not null && pages < MostPages; pages++)
        {
            var answer = await SendAsync(HttpMethod.Post, next, body, cancellationToken);
            if (answer.Status == HttpStatusCode.NoContent)
            {
                return costs;
            }

            var table = answer.Read<CostAnswer>().Properties;
            costs.AddRange(table.Costs() ?? throw NotThatAnswer(answer));
            next = NextPage(table.NextLink, path);
        }

        return next is null ? costs : throw PagesWithoutEnd(path);
    }

    private async Task<string?> VersionAsync(ArmId id, CancellationToken cancellationToken)
    {
        if (id.Provider is not { } provider || id.Type is not { } type)
        {
            return null;
        }

        var name = $"{provider}/{type}";
        if (versions.TryGetValue(name, out var known))
        {
            return known;
        }

        var path = $"subscriptions/{id.Subscription}/providers/{Uri.EscapeDataString(provider)}?api-version={ResourcesVersion}";
        var answer = await SendAsync(HttpMethod.Get, path, null, cancellationToken);
        if (answer.Status == HttpStatusCode.NotFound)
        {
            return null;
        }

        var version = ArmProvider.VersionOf(Whole(answer, answer.Read<ArmProvider>().ResourceTypes), type);
        if (version is not null)
        {
            versions[name] = version;
        }

        return version;
    }

    /// <summary>All of these read, POST or not, so they may be repeated.</summary>
    private async Task<ProviderAnswer> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        var json = body is null ? null : JsonSerializer.SerializeToUtf8Bytes(body, body.GetType());
        return await calls.SendAsync(Request, CallSafety.Safe, credentials, cancellationToken);

        HttpRequestMessage Request()
        {
            var request = new HttpRequestMessage(method, new Uri(settings.ManagementAddress, path));
            request.Headers.Accept.ParseAdd("application/json");
            if (json is not null)
            {
                request.Content = new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            }

            return request;
        }
    }

    /// <summary>What is read promises that a list is there, not that its entries are.</summary>
    private static IReadOnlyList<T> Whole<T>(ProviderAnswer answer, IReadOnlyList<T> list)
        where T : class => list.Any(entry => entry is null) ? throw NotThatAnswer(answer) : list;

    private static ApplicationFailureException NotThatAnswer(ProviderAnswer answer) =>
        new($"{answer.What} is answered with something else than what it should be.", ErrorTypes.ProviderAnswer);

    /// <summary>A part of them would be taken for all of them.</summary>
    private static ApplicationFailureException PagesWithoutEnd(string path) =>
        new($"Azure's list of {path} goes on after {MostPages} pages.", ErrorTypes.ProviderAnswer, nonRetryable: true);

    /// <summary>Of a link to the next page only path and query are taken, and only when it goes on where we were: it could lead anywhere.</summary>
    private string? NextPage(string? link, string path)
    {
        if (string.IsNullOrEmpty(link))
        {
            return null;
        }

        var expected = new Uri(settings.ManagementAddress, path).AbsolutePath;
        return Uri.TryCreate(link, UriKind.Absolute, out var next) && string.Equals(next.AbsolutePath, expected, StringComparison.OrdinalIgnoreCase)
            ? $"{path}{next.Query}"
            : throw new ApplicationFailureException(
                $"Azure's next page of {path} leads somewhere else.", ErrorTypes.ProviderAnswer, nonRetryable: true);
    }
}
