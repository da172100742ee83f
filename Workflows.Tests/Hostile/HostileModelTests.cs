using System.Text.Json.Nodes;
using Temporalio.Testing;
using Webhooks.Activities.Documentation;
using Webhooks.Activities.Tests.Generation;
using Webhooks.Workflows.Tests.Documents;
using Webhooks.Workflows.Tests.Generation;

namespace Webhooks.Workflows.Tests.Hostile;

/// <summary>Every text of the corpus through a model that does what the text says.</summary>
public sealed class HostileModelTests : IAsyncLifetime
{
    private const string Innocent = "Change something";

    private FakeModel model = null!; // Set by InitializeAsync, which the runner calls before any test; so is the next one.
    private TestGeneration generation = null!;

    public static TheoryData<string> Names => HostileText.Names;

    public async Task InitializeAsync()
    {
        model = await FakeModel.StartedAsync();
        generation = new TestGeneration(model.Settings());
    }

    public async Task DisposeAsync()
    {
        generation.Dispose();
        await model.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_model_that_repeats_it_changes_no_path_and_no_link(string name)
    {
        var text = HostileText.Of(name);
        model.Says = _ => FakeModel.Text(Cut(text, 600), Cut(text, 200), "The second point.");

        await AssertAllAsync(text, name, (hostile, innocent) => Assert.Equal(Harmless.Targets(innocent), Harmless.Targets(hostile)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_a_model_invents_at_its_behest_is_left_out(string name)
    {
        var text = HostileText.Of(name);
        model.Says = _ => FakeModel.Text($"{Cut(text, 300)} Reverted by feedc0ffee1 as https://evil.invented.example/x and SECRET-4711 say, ask boss@invented.example.");

        await AssertAllAsync(text, name, (hostile, _) =>
        {
            Assert.Equal("template", hostile.Properties[Wording.Key]);
            Assert.Equal(FallbackReasons.Rejected, hostile.Properties["fallback"]);
            Assert.DoesNotContain("invented", hostile.Markdown, StringComparison.Ordinal);
            Assert.DoesNotContain("feedc0ffee1", hostile.Markdown, StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_a_model_is_told_to_do_does_not_depend_on_it_and_what_it_is_told_of_it_is_data(string name)
    {
        var text = HostileText.Of(name);
        model.Says = _ => FakeModel.Text("Something was changed.");
        await WriteAsync(() => generation.Documentation.GenerateCommitDocumentAsync(HostileWorks.Commit(Innocent)));
        await WriteAsync(() => generation.Documentation.GenerateCommitDocumentAsync(HostileWorks.Commit($"Subject\n\n{text}")));

        var (innocent, hostile) = (model.Requests[0], model.Requests[1]);
        Assert.Equal(["system", "user"], hostile["messages"]!.AsArray().Select(message => message!["role"]!.GetValue<string>())); // Requests have messages with roles and texts.
        Assert.Equal(Message(innocent, 0), Message(hostile, 0));
        var data = JsonNode.Parse(Message(hostile, 1))!.AsObject(); // Parsed, it is not null.
        Assert.Equal(["data", "cut"], data.Select(property => property.Key));
        Assert.All(data["data"]!.AsObject(), property => Assert.Matches("^[a-z ]+$", property.Key)); // In the line above.
        Assert.DoesNotContain('<', Message(hostile, 1));
        Assert.True(Message(hostile, 1).Length < 30_000);
        foreach (var property in hostile.Where(property => property.Key != "messages"))
        {
            Assert.True(JsonNode.DeepEquals(innocent[property.Key], property.Value), property.Key);
        }
    }

    private async Task AssertAllAsync(string text, string name, Action<GeneratedDocument, GeneratedDocument> assert)
    {
        (Func<string, Task<GeneratedDocument>> Generate, Func<string, GeneratedDocument> Template)[] kinds =
        [
            (each => generation.Documentation.GenerateCommitDocumentAsync(HostileWorks.Commit(each)), each => CommitTemplate.Write(HostileWorks.Commit(each))),
            (each => generation.Documentation.GeneratePullRequestDocumentAsync(HostileWorks.PullRequest(each)), each => PullRequestTemplate.Write(HostileWorks.PullRequest(each))),
            (each => generation.Documentation.GenerateTicketDocumentAsync(HostileWorks.Ticket(each)), each => TicketTemplate.Write(HostileWorks.Ticket(each))),
            (each => generation.Documentation.GenerateDeploymentDocumentAsync(HostileWorks.Deployment(each)), each => DeploymentTemplate.Write(HostileWorks.Deployment(each))),
            (each => generation.Documentation.GenerateDeploymentDocumentAsync(HostileWorks.Resource(each)), each => DeploymentTemplate.Write(HostileWorks.Resource(each))),
        ];
        foreach (var (generate, template) in kinds)
        {
            var document = await WriteAsync(() => generate(text));
            var byTemplate = template(text);
            Harmless.Check(document, name);
            Assert.Equal((byTemplate.Key, byTemplate.Path, byTemplate.AlternativePath, byTemplate.Title), (document.Key, document.Path, document.AlternativePath, document.Title));
            assert(document, byTemplate);
        }
    }

    private static Task<GeneratedDocument> WriteAsync(Func<Task<GeneratedDocument>> activity) => new ActivityEnvironment().RunAsync(activity);

    private static string Message(JsonObject request, int number) => request["messages"]![number]!["content"]!.GetValue<string>(); // Requests have two messages with texts.

    private static string Cut(string text, int length) => text.Length > length ? text[..length] : text;
}
