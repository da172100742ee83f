using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Testing;

namespace Temporalio.Tests.Testing;

public sealed class LocalEnvironments
{
    private static readonly SearchAttributeKey<string> Colour = SearchAttributeKey.CreateKeyword("Colour");

    [Fact]
    public async Task Starts_a_server_with_the_namespace_and_search_attributes_asked_for()
    {
        await using var environment = await WorkflowEnvironment.StartLocalAsync(new()
        {
            Namespace = "mine", SearchAttributes = [Colour],
        });
        await StartAsync(environment.Client, "a", new SearchAttributeCollection.Builder().Set(Colour, "red").ToSearchAttributeCollection());
        await StartAsync(environment.Client, "b");
        Assert.Equal(1, (await environment.Client.CountWorkflowsAsync("Colour = 'red'")).Count);
        Assert.False(environment.SupportsTimeSkipping);
    }

    [Fact]
    public async Task A_database_file_outlives_its_environment()
    {
        var folder = Directory.CreateTempSubdirectory("temporalio-");
        var options = new WorkflowEnvironmentStartLocalOptions
        {
            DevServerOptions = new DevServerOptions { DatabaseFilename = Path.Combine(folder.FullName, "runs.db") },
        };
        await using (var first = await WorkflowEnvironment.StartLocalAsync(options))
        {
            await StartAsync(first.Client, "a");
        }

        await using (var second = await WorkflowEnvironment.StartLocalAsync(options))
        {
            Assert.Equal("a", (await second.Client.GetWorkflowHandle("a").DescribeAsync()).Id);
        }

        folder.Delete(recursive: true);
    }

    private static Task<WorkflowHandle> StartAsync(ITemporalClient client, string id, SearchAttributeCollection? attributes = null) =>
        client.StartWorkflowAsync("type", [], new WorkflowOptions(id, "queue") { TypedSearchAttributes = attributes });
}
