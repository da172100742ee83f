using System.Text;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.StatusMatrix;

/// <summary>
/// What each provider is told when something is wrong for a quarter of an hour, and what becomes of its delivery. Providers follow the rules that
/// they document for sending again; whatever ends as taken is on the disk exactly once.
/// </summary>
public sealed class StatusMatrixTests(StatusMatrixTests.SharedLab shared) : IClassFixture<StatusMatrixTests.SharedLab>
{
    /// <summary>The same stands in docs/operations.md.</summary>
    private const string Table =
        """
        | what is wrong | GitHub | Jira | Event Grid |
        |---|---|---|---|
        | none | 202 stored | 202 stored | 202 stored |
        | it is sent twice | 202 stored | 202 stored | 202 stored |
        | the answer is lost | – on request | – sent again | – sent again |
        | the gateway is down | – on request | – sent again | – sent again |
        | the connection breaks in the body | – on request | – sent again | – sent again |
        | the disk is full | 503 on request | 503 sent again | 503 sent again |
        | the ledger does not answer | 503 on request | 503 sent again | 503 sent again |
        | a fault of the gateway | 500 on request | 500 sent again | 500 sent again |
        | Temporal is away | 202 stored | 202 stored | 202 stored |
        | too much is received at once | 503 on request | 503 sent again | 503 sent again |
        | the source sends more than it may | 429 on request | 429 sent again | 429 sent again |
        | the address is not on the list | 403 on request | 503 sent again | 503 sent again |
        | the secret is another one | 401 on request | 401 refused | 401 refused |
        | it is not signed | 401 on request | 401 refused | 401 refused |
        | there is no such source | 404 on request | 404 refused | 404 sent again |
        | the body is too large | 413 on request | 413 refused | 413 refused |
        | the content type is another one | 415 on request | 415 refused | 415 sent again |
        | the body is compressed | 415 on request | 415 refused | 415 sent again |
        | the body cannot be read | 202 stored | 202 stored | 202 stored |
        | nobody handles the event | 202 stored | 202 stored | 202 stored |
        | it has no id | 400 on request | 202 stored | 202 stored |
        """;

    public static TheoryData<string> Names => [.. Causes.All.Select(cause => cause.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Each_provider_is_told_what_makes_it_keep_the_delivery_when(string wrong)
    {
        var cause = Causes.All.Single(cause => cause.Name == wrong);
        var row = new StringBuilder($"| {wrong} |");
        foreach (var provider in new FakeProvider[] { new FakeGitHub(), new FakeJira(), new FakeEventGrid() })
        {
            row.Append($" {await new Fate(shared.Lab, provider, cause).TellAsync()} |");
        }

        Assert.Equal(Lines(Table).Single(line => line.StartsWith($"| {wrong} |", StringComparison.Ordinal)), row.ToString());
    }

    [Fact]
    public void The_table_has_a_row_for_each_cause() =>
        Assert.Equal(Causes.All.Select(cause => cause.Name), Lines(Table).Skip(2).Select(line => line.Split('|')[1].Trim()));

    [Fact]
    public async Task The_table_stands_in_the_documentation()
    {
        var documentation = await File.ReadAllLinesAsync(Path.Combine(RepositoryRoot.Path, "docs", "operations.md"));

        Assert.Equal(Lines(Table), documentation.SkipWhile(line => line != Lines(Table)[0]).Take(Lines(Table).Length));
    }

    private static string[] Lines(string text) => text.Split('\n');

    public sealed class SharedLab : IAsyncLifetime
    {
        private Lab? lab;

        internal Lab Lab => lab ?? throw new InvalidOperationException("Not started.");

        public async Task InitializeAsync() => lab = await Lab.StartAsync();

        public async Task DisposeAsync() => await Lab.DisposeAsync();
    }
}
