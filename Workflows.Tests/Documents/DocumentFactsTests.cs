using Webhooks.Activities.Documentation;
using Webhooks.Storage.Knowledge;
using Webhooks.Workflows.Tests.Commits;
using Webhooks.Workflows.Tests.Deployments;
using Webhooks.Workflows.Tests.Jira;

namespace Webhooks.Workflows.Tests.Documents;

/// <summary>What the index says of a document can be read from its file, so that nothing is lost with the index.</summary>
public sealed class DocumentFactsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("facts-tests-").FullName;

    public static TheoryData<string> Kinds => ["commit", "gap", "ticket", "deployment", "resource"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_property_stands_in_the_front_matter_and_nothing_has_to_be_added_but_whose_the_file_is(string kind)
    {
        var document = Of(kind);
        await using var knowledge = await KnowledgeBase.OpenAsync(Path.Combine(folder, "kb"), Path.Combine(folder, "kb.db"), TimeProvider.System, CancellationToken.None);

        var stored = await knowledge.StoreAsync(
            new() { Key = document.Key, Path = document.Path, Kind = document.Kind, Title = document.Title, Markdown = document.Markdown, Properties = document.Properties },
            CancellationToken.None);

        var file = await File.ReadAllTextAsync(Path.Combine(folder, "kb", document.Path));
        var end = document.Markdown.IndexOf("\n---\n", StringComparison.Ordinal) + 1;
        Assert.Equal(document.Markdown.Insert(end, $"document: \"{document.Key}\"\n"), file);
        Assert.All(document.Properties.Where(property => property.Value.Length > 0), property => Assert.Equal(property.Value, stored.Document.Properties[property.Key]));
        Assert.Equal((document.Kind, document.Title), (stored.Document.Kind, stored.Document.Title));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static GeneratedDocument Of(string kind) => kind switch
    {
        "commit" => CommitTemplate.Write(Pushes.Analyse(Pushes.Commit(Pushes.Sha(1), "feat(till)!: \"quoted\": #12\n\nWhy.\n\nFixes #12, PAY-7", modified: ["a.cs"]))),
        "gap" => CommitTemplate.Write(Gap()),
        "ticket" => TicketTemplate.Write(TestTicket.Folded(TicketLives.Whole(new TestTicket(null!, 10041)))), // Nothing is delivered here.
        "deployment" => Log(new TestDeployment(null!, 9001).Requested(), new TestDeployment(null!, 9001).Reached("success", 3)), // Nor here.
        _ => Log(new TestResource(null!, 7).Happened("WriteSuccess", 2)), // Nor here.
    };

    private static Activities.Commits.CommitAnalysis Gap()
    {
        var analysis = Pushes.Analyse(Pushes.Commit(Pushes.Sha(2), "fix: after a gap", modified: ["a.cs"]));
        return analysis with { Commit = analysis.Commit with { MissingBefore = Pushes.Sha(9) } };
    }

    private static GeneratedDocument Log(params Contracts.Deliveries.DeliveryEvent[] deliveries) =>
        DeploymentTemplate.Write(deliveries.Aggregate((Activities.Deployments.DeploymentLog?)null, Activities.Deployments.DeploymentLog.Following) ?? throw new InvalidOperationException("Nothing happened."));
}
