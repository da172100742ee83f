using System.Text.Json.Nodes;
using Webhooks.Activities.Commits;
using Webhooks.Activities.Deployments;
using Webhooks.Activities.Jira;
using Webhooks.Activities.PullRequests;
using Webhooks.Workflows.Tests.Commits;
using Webhooks.Workflows.Tests.Deployments;
using Webhooks.Workflows.Tests.Jira;
using Webhooks.Workflows.Tests.PullRequests;

namespace Webhooks.Workflows.Tests.Hostile;

/// <summary>Commits, tickets and deployments that have a text wherever a stranger can put one.</summary>
internal static class HostileWorks
{
    // Nothing is stored or delivered here, so there is no world that they live in.
    private static readonly TestPullRequest Requests = new(null!, 7);
    private static readonly TestTicket Tickets = new(null!, 10041);
    private static readonly TestDeployment Deployments = new(null!, 9001);
    private static readonly TestResource Resources = new(null!, 7);

    public static IEnumerable<CommitAnalysis> Commits(string text)
    {
        yield return Commit(text);
        yield return Commit($"Change something\n\n{text}\n\n- {text}\n\nCo-authored-by: {text.ReplaceLineEndings(" ")} <x@example.org>");
        yield return Commit($"feat({text.ReplaceLineEndings(" ")})!: change something\n\nBREAKING CHANGE: {text.ReplaceLineEndings(" ")}");
        yield return Pushes.Analyse(Pushes.Commit(Pushes.Sha(1)), reference: Pushes.Reference(Pushes.Sha(1), branch: Bounded(text)));
        yield return Pushes.Analyse(Pushes.Commit(Pushes.Sha(1), added: [text, $"{text}/{text}"]));
        var commit = Pushes.Commit(Pushes.Sha(1));
        (commit["author"], commit["committer"]) = (Pushes.Person(text, "x@example.org", text), Pushes.Person(text + "2", "y@example.org", text));
        yield return Pushes.Analyse(commit);
    }

    public static CommitAnalysis Commit(string message) => Pushes.Analyse(Pushes.Commit(Pushes.Sha(1), message));

    public static PullRequest PullRequest(string text)
    {
        var (delivery, body) = Requests.Merged(9);
        var described = body["pull_request"]!.AsObject(); // Made in the line before.
        (described["title"], described["body"], described["head"]!["ref"], described["user"]!["login"], body["sender"]!["login"]) = (text, text, text, text, text); // Likewise.
        var hostile = delivery.PullRequest! with { BaseRef = Bounded(text), MergedBy = Bounded(text) }; // Set by Merged.
        return TestPullRequest.Folded([(delivery with { PullRequest = hostile }, body), Requests.Reviewed(5, Bounded(text), Bounded(text), 501)]);
    }

    public static Ticket Ticket(string text)
    {
        var (delivery, body) = Tickets.Happened("jira:issue_updated", 1, text, "done", summary: text, assignee: text);
        body["user"] = new JsonObject { ["displayName"] = text };
        body["issue"]!["fields"]!["issuetype"]!["name"] = text; // Made in the line before the last.
        body["issue"]!["fields"]!["priority"]!["name"] = text; // Likewise.
        body["changelog"] = new JsonObject { ["items"] = new JsonArray(new JsonObject { ["field"] = text, ["fromString"] = text, ["toString"] = text }) };
        return TestTicket.Folded([(delivery, body)]);
    }

    public static DeploymentLog Deployment(string whole)
    {
        var text = Bounded(whole);
        var delivery = Deployments.Reached(text, 1);
        var hostile = delivery.Deployment! with { Environment = text, Ref = text, Task = text, RequestedBy = text, SetBy = text, State = "success" }; // Set by Reached.
        return DeploymentLog.Following(DeploymentLog.Following(null, delivery with { Deployment = hostile with { StatusId = 2 } }), delivery with { Deployment = hostile })!; // Two deliveries make a log.
    }

    /// <summary>What a resource is called is its path too, so that may not be the text.</summary>
    public static DeploymentLog Resource(string text) => DeploymentLog.Following(null, Resources.Happened("WriteSuccess", 1, Bounded(text), Bounded(text), Bounded(text)))!; // A delivery makes a log.

    /// <summary>The gateway takes no longer names of branches, environments and people than this.</summary>
    private static string Bounded(string text) => text.Length > 1024 ? text[..1024] : text;
}
