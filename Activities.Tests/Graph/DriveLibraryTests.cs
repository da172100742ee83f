using Microsoft.AspNetCore.Http;
using Temporalio.Exceptions;
using Webhooks.Activities.Documents;
using Webhooks.Activities.Graph;
using Webhooks.Activities.Tests.Hosting;

namespace Webhooks.Activities.Tests.Graph;

/// <summary>Which library a document goes to, and under which name.</summary>
public sealed class DriveLibraryTests : IAsyncLifetime
{
    private readonly TestClock clock = new();
    private FakeGraph graph = null!; // The runner calls InitializeAsync first.
    private GraphClient client = null!; // With it.

    public async Task InitializeAsync()
    {
        graph = await FakeGraph.StartNewAsync();
        client = graph.Client(clock);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await graph.DisposeAsync();
    }

    [Fact]
    public async Task A_library_is_found_by_its_site_and_name_and_then_remembered()
    {
        var named = new SharePointStore(client, Library("https://contoso.sharepoint.com/sites/Quality%20Reports/", "documents"));

        await named.UploadAsync(Files.Small(), CancellationToken.None);
        await named.UploadAsync(Files.Small("web-2.md"), CancellationToken.None);

        Assert.Equal(2, graph.Drive.Files.Count);
        Assert.Single(graph.Asked, each => each.StartsWith("GET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_library_that_was_replaced_by_another_of_its_name_is_looked_for_again()
    {
        var named = new SharePointStore(client, Library("https://contoso.sharepoint.com/sites/Quality%20Reports/", "documents"));
        var isReplaced = true;
        graph.Interrupt = async context =>
        {
            if (!isReplaced || context.Request.Method != "PUT")
            {
                return false;
            }

            isReplaced = false;
            await FakeGraph.RefuseAsync(context, StatusCodes.Status404NotFound, "itemNotFound");
            return true;
        };
        Assert.Equal(ErrorTypes.Configuration, (await FailureAsync(named.UploadAsync(Files.Small(), CancellationToken.None))).ErrorType);

        await named.UploadAsync(Files.Small(), CancellationToken.None);

        Assert.Equal(2, graph.Asked.Count(each => each.StartsWith("GET", StringComparison.Ordinal)));
        Assert.Single(graph.Drive.Files);
    }

    [Theory]
    [InlineData("https://contoso.sharepoint.com/sites/Quality%20Reports", "Invoices")]
    [InlineData("https://contoso.sharepoint.com/sites/Other", "Documents")]
    [InlineData("https://contoso.sharepoint.com/sites/Quality%20Reports/../../drives", "Documents")]
    public async Task A_library_that_is_not_there_is_a_mistake_of_the_configuration(string site, string name)
    {
        var failure = await FailureAsync(new SharePointStore(client, Library(site, name)).UploadAsync(Files.Small(), CancellationToken.None));

        Assert.Equal((ErrorTypes.Configuration, true), (failure.ErrorType, failure.NonRetryable));
        Assert.Contains("Webhooks:Documents", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_drive_that_is_not_there_is_a_mistake_of_the_configuration()
    {
        var other = new SharePointStore(client, new SharePointLibrary { DriveId = "b!none", Site = null, Name = null });

        Assert.Equal(ErrorTypes.Configuration, (await FailureAsync(other.UploadAsync(Files.Small(), CancellationToken.None))).ErrorType);
        Assert.Equal(ErrorTypes.Configuration, (await FailureAsync(other.UploadAsync(Files.Large(), CancellationToken.None))).ErrorType);
    }

    [Theory]
    [MemberData(nameof(HostileNames.All), MemberType = typeof(HostileNames))]
    public async Task Whatever_a_file_is_called_it_stays_in_its_folder_under_a_name_that_SharePoint_takes(string name)
    {
        var store = new SharePointStore(client, new SharePointLibrary { DriveId = FakeGraph.DriveId, Site = null, Name = null });

        await store.UploadAsync(Files.Small(name), CancellationToken.None);

        var path = Assert.Single(graph.Drive.Files).Key;
        Assert.StartsWith("/Infrastructure Changes/", path, StringComparison.Ordinal);
        Assert.Equal(3, path.Split('/').Length);
    }

    private static SharePointLibrary Library(string site, string name) => new() { DriveId = null, Site = new Uri(site), Name = name };

    private static Task<ApplicationFailureException> FailureAsync(Task call) => Assert.ThrowsAsync<ApplicationFailureException>(() => call);
}
