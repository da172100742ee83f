using System.Text.Json.Nodes;
using Webhooks.Activities.Deployments;
using Webhooks.Activities.Documentation;
using Webhooks.Activities.Jira;
using Webhooks.Activities.PullRequests;
using Webhooks.Contracts.Deliveries;
using Webhooks.Workflows.Tests.Commits;
using Webhooks.Workflows.Tests.Deployments;
using Webhooks.Workflows.Tests.Entities;
using Webhooks.Workflows.Tests.Jira;
using Webhooks.Workflows.Tests.PullRequests;

namespace Webhooks.Workflows.Tests.Documents;

/// <summary>Summaries of tickets and change logs: the files in <c>Golden</c> are meant to be read.</summary>
public sealed class EntityDocumentTests
{
    private const string Evil = "[click](https://evil.example) <img src=x onerror=alert(1)> **bold** `a``b` | $x$ @octocat www.evil.example ---\n# Heading\r\n- list \u202Egpj.exe";

    // Nothing is stored or delivered here, so there is no world that they live in.
    private static readonly TestTicket Ticket = new(null!, 10041);
    private static readonly TestDeployment Deployment = new(null!, 9001);
    private static readonly TestResource Resource = new(null!, 7);
    private static readonly TestPullRequest Request = new(null!, 12);

    [Fact]
    public void A_ticket_that_was_done_reopened_moved_done_again_and_deleted() => Golden("ticket", TicketTemplate.Write(TestTicket.Folded(TicketLives.Whole(Ticket))));

    [Fact]
    public void A_pull_request_that_was_reviewed_closed_reopened_and_merged() => Golden("pull-request", PullRequestTemplate.Write(
        TestPullRequest.Folded(PullRequestLives.Whole(Request)) with { Changes = Changes() }));

    [Fact]
    public void A_deployment_that_failed_and_then_succeeded() => Golden("deployment", Log(
        Deployment.Requested(), Deployment.Reached("in_progress", 1), Deployment.Reached("failure", 2), Deployment.Reached("success", 3)));

    [Fact]
    public void A_deployment_without_its_request() => Golden("deployment-gap", Log(Deployment.Reached("success", 3)));

    [Fact]
    public void A_resource_that_was_written_and_deleted() => Golden("resource", Log(
        Resource.Happened("WriteSuccess", 1, status: "Accepted"), Resource.Happened("WriteSuccess", 2), Resource.Happened("DeleteFailure", 9, "c-2", operation: "Microsoft.Web/sites/delete")));

    [Fact]
    public void A_ticket_by_an_attacker_stays_text()
    {
        var (delivery, body) = Ticket.Happened("jira:issue_updated", 1, Evil, "done", Evil, Evil, Evil);
        body["user"] = new JsonObject { ["displayName"] = Evil };
        body["issue"]!["self"] = Evil; // Made in the line before the last.
        body["issue"]!["fields"]!["description"] = Evil.Replace("- list", "list", StringComparison.Ordinal); // So was this. A list is the writer's to make, in a description.
        body["changelog"] = new JsonObject { ["items"] = new JsonArray(new JsonObject { ["field"] = Evil, ["fromString"] = Evil, ["toString"] = Evil }) };

        AssertHarmless(TicketTemplate.Write(TestTicket.Folded([(delivery, body)])));
    }

    [Fact]
    public void A_pull_request_by_an_attacker_stays_text()
    {
        var (delivery, body) = Request.Merged(9);
        var described = body["pull_request"]!.AsObject(); // Made in the line before.
        (described["title"], described["body"], described["head"]!["ref"]) = (Evil, Evil.ReplaceLineEndings(" "), Evil); // What the description lists is a list.
        (described["user"]!["login"], body["sender"]!["login"], body["repository"]!["html_url"]) = (Evil, Evil, Evil);
        var evil = delivery.PullRequest! with { BaseRef = Evil, MergedBy = Evil }; // Set by Merged.
        var review = Request.Reviewed(5, Evil, Evil, 501);

        var request = TestPullRequest.Folded([(delivery with { PullRequest = evil }, body), review]);
        AssertHarmless(PullRequestTemplate.Write(request with { Changes = Changes(Evil) }));
    }

    [Fact]
    public void Any_order_of_a_whole_life_gives_the_same_pull_request()
    {
        var life = PullRequestLives.Whole(Request);
        var expected = PullRequestTemplate.Write(TestPullRequest.Folded(life)).Markdown;
        for (var seed = 1UL; seed <= 500; seed++)
        {
            Assert.Equal(expected, PullRequestTemplate.Write(TestPullRequest.Folded(Arrivals.Shuffled(life, seed))).Markdown);
        }
    }

    [Fact]
    public void A_deployment_by_an_attacker_stays_text()
    {
        var delivery = Deployment.Reached(Evil, 1);
        var evil = delivery.Deployment! with { Environment = Evil, Ref = Evil, Task = Evil, RequestedBy = Evil, SetBy = Evil, Page = Evil, State = "success" }; // Set by Reached.
        AssertHarmless(Log(delivery with { Deployment = evil }, delivery));
    }

    [Fact]
    public void A_status_by_an_attacker_stays_text_where_it_stands_and_on_its_way()
    {
        AssertHarmless(Log(WithoutLinks(Deployment.Reached(Evil, 1))));
        AssertHarmless(Log(WithoutLinks(Deployment.Reached("success", 1)), WithoutLinks(Deployment.Reached(Evil, 2))));

        static DeliveryEvent WithoutLinks(DeliveryEvent delivery) => delivery with { Deployment = delivery.Deployment! with { Page = Evil } }; // Set by Reached.
    }

    [Fact]
    public void What_is_kept_beside_a_document_is_one_line_and_says_the_same()
    {
        var delivery = Deployment.Reached(Evil, 1);
        var deployment = Log(delivery with { Deployment = delivery.Deployment! with { Environment = Evil } }); // Set by Reached.
        AssertPlain(deployment, ("incomplete", "true"));
        AssertPlain(Log(Deployment.Requested(), Deployment.Reached("success", 1)), ("incomplete", "false"), ("status", "success"));
        AssertPlain(TicketTemplate.Write(TestTicket.Folded([Ticket.Happened("jira:issue_updated", 1, Evil, "done", Evil, Evil, Evil)])), ("done", "true"), ("deleted", "false"));
        AssertPlain(TicketTemplate.Write(TestTicket.Folded(TicketLives.Whole(Ticket))), ("done", "true"), ("deleted", "true"));
        AssertPlain(TicketTemplate.Write(TestTicket.Folded([Ticket.Done(1), Ticket.Moved(2, "Done", "To Do", "new")])), ("done", "false"), ("status", "To Do"));
    }

    [Fact]
    public void A_deployment_with_more_events_than_are_kept_says_so() => Assert.Contains(
        "_Earlier events are left out._",
        Log([Deployment.Requested(), .. Enumerable.Range(1, 60).Select(number => Deployment.Reached("in_progress", number)), Deployment.Reached("success", 90)]).Markdown,
        StringComparison.Ordinal);

    [Fact]
    public void A_ticket_tells_how_often_it_was_reopened_and_that_nobody_has_it()
    {
        var often = TestTicket.Folded([.. Enumerable.Range(0, 3).SelectMany(i => new[] { Ticket.Done(10 * i), Ticket.Moved((10 * i) + 5, "Done", "To Do", "new") }), Ticket.Done(90)]);
        Assert.Contains("It had been reopened 3 times.", TicketTemplate.Write(often).Markdown, StringComparison.Ordinal);
        var nobodys = TestTicket.Folded([Ticket.Happened("jira:issue_updated", 1, "Done", "done", assignee: null)]);
        Assert.Contains("- Assignee: nobody\n", TicketTemplate.Write(nobodys).Markdown, StringComparison.Ordinal);
    }

    /// <summary>More events than are kept came between, so that nobody knows any more when it was.</summary>
    [Theory]
    [InlineData("done", "Completed as **X**.\n")]
    [InlineData("new", "Open again as **X**, after it had been completed.\n")]
    public void A_ticket_whose_completion_is_forgotten_still_says_how_it_stands(string category, string lead)
    {
        var (first, body) = Ticket.Happened("jira:issue_updated", 0, "X", category);
        var ticket = TestTicket.Folded([(first, body)]) with { WasDone = true };
        var forgotten = ticket with { Timeline = new() { IsCut = true } };
        Assert.Contains(lead, TicketTemplate.Write(forgotten).Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_resource_by_an_attacker_stays_text()
    {
        var delivery = Resource.Happened("WriteSuccess", 1, Evil, Evil, Evil);
        AssertHarmless(Log(delivery with { AzureResource = delivery.AzureResource! with { ResourceId = $"/subscriptions/{Evil}/resourcegroups/{Evil}/providers/{Evil}/{Evil}/{Evil}" } })); // Set by Happened.
    }

    [Fact]
    public void Any_order_of_many_events_gives_the_same_ticket_with_the_newest_of_them()
    {
        List<(DeliveryEvent, JsonObject)> life = [.. Enumerable.Range(0, 120).Select(minute => Ticket.Moved(minute, $"was {minute}", $"is {minute}", minute == 3 ? "done" : "new"))];
        var expected = TicketTemplate.Write(TestTicket.Folded(life)).Markdown;

        Assert.Contains("_Earlier events are left out._\n\n- 2 March 2026, 10:10 UTC", expected, StringComparison.Ordinal);
        for (var seed = 1UL; seed <= 200; seed++)
        {
            var folded = TestTicket.Folded(Arrivals.Shuffled(life, seed));
            Assert.True(folded.WasDone);
            Assert.Equal(expected, TicketTemplate.Write(folded).Markdown);
        }
    }

    [Fact]
    public void Any_order_of_a_whole_life_gives_the_same_ticket()
    {
        var life = TicketLives.Whole(Ticket);
        var expected = TicketTemplate.Write(TestTicket.Folded(life)).Markdown;
        for (var seed = 1UL; seed <= 500; seed++)
        {
            Assert.Equal(expected, TicketTemplate.Write(TestTicket.Folded(Arrivals.Shuffled(life, seed))).Markdown);
        }
    }

    [Fact]
    public void Any_order_of_many_statuses_gives_the_same_change_log()
    {
        string[] states = ["queued", "pending", "in_progress", "success", "failure", "inactive", "of tomorrow"];
        List<DeliveryEvent> life = [Deployment.Requested(), .. Enumerable.Range(1, 40).Select(number => Deployment.Reached(states[number % states.Length], number, number / 4))];
        var expected = Log([.. life]).Markdown;
        for (var seed = 1UL; seed <= 300; seed++)
        {
            Assert.Equal(expected, Log([.. Arrivals.Shuffled(life, seed)]).Markdown);
        }
    }

    [Fact]
    public void A_resource_with_the_longest_id_has_a_path_that_the_knowledge_base_takes()
    {
        var id = $"/subscriptions/{new string('s', 300)}/resourcegroups/{new string('g', 300)}/providers/a/b/{new string('ß', 300)}";

        Storage.Knowledge.KnowledgePath.Check(DocumentPath.ForAzure("@" + new string('t', 60) + "/azure/deployment/x", AzureResourceName.Parse(id)));
    }

    private static PullRequestChanges Changes(string text = "feat: a lid") => new()
    {
        HeadSha = Pushes.Sha(3),
        Commits = [new MergedCommit(Pushes.Sha(2), text), new MergedCommit(Pushes.Sha(3), text)],
        CommitsFound = 2,
        Areas = [.. Pushes.Analyse(Pushes.Commit(Pushes.Sha(3), added: ["src/Lid.cs", "README.md", text == Evil ? Evil : "src/Pot.cs"])).Areas],
        OtherAreas = 0,
    };

    private static GeneratedDocument Log(params DeliveryEvent[] deliveries) =>
        DeploymentTemplate.Write(deliveries.Aggregate((DeploymentLog?)null, DeploymentLog.Following) ?? throw new InvalidOperationException("Nothing happened."));

    private static void Golden(string name, GeneratedDocument document) =>
        Recording.Compare(Path.Combine(Recording.Folder("Documents/Golden"), name + ".md"), document.Markdown);

    private static void AssertPlain(GeneratedDocument document, params (string Name, string Value)[] expected)
    {
        Assert.All(document.Properties.Values.Append(document.Title), text => Assert.DoesNotMatch("[\\p{C}\u2028\u2029]", text));
        Assert.All(expected, property => Assert.Equal(property.Value, document.Properties[property.Name]));
    }

    /// <summary>Neither markup nor a link of the attacker's, in the text or in the front matter.</summary>
    private static void AssertHarmless(GeneratedDocument document)
    {
        Harmless.Check(document);
        Assert.Empty(Harmless.Targets(document));
    }
}
