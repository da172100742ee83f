using Webhooks.Contracts.Identities;

namespace Webhooks.Gateway.Tests.Identities;

public sealed class EntityIdTests
{
    private static readonly Dictionary<string, Func<string?, EntityId>> Makers = new(StringComparer.Ordinal)
    {
        ["github/repository/186853002"] = tenant => EntityId.GitHubRepository(tenant, 186853002),
        ["github/pull-request/186853002/2"] = tenant => EntityId.GitHubPullRequest(tenant, 186853002, 2),
        ["github/deployment/186853002/3"] = tenant => EntityId.GitHubDeployment(tenant, 186853002, 3),
        ["github/hook/4711"] = tenant => EntityId.GitHubHook(tenant, "4711"),
        ["jira/issue/example.atlassian.net/10040"] = tenant => EntityId.JiraIssue(tenant, "example.atlassian.net", 10040),
        ["jira/sprint/example.atlassian.net/-1"] = tenant => EntityId.Jira(tenant, "sprint", "example.atlassian.net", -1),
        ["azure/deployment/subscriptions/ab/resourcegroups/rg%20one"] = tenant => EntityId.AzureDeployment(tenant, "/Subscriptions/AB/resourceGroups/RG one/"),
    };

    public static TheoryData<string> Entities => [.. Makers.Keys];

    [Theory]
    [MemberData(nameof(Entities))]
    public void An_entity_is_named_by_what_never_changes_about_it(string expected)
    {
        var make = Makers[expected];

        Assert.Equal(expected, make(null).Value);
        Assert.Equal(expected, make("").Value);
        Assert.Equal($"@octo/{expected}", make("octo").Value);
    }

    [Fact]
    public void The_workflow_of_an_entity_is_named_as_the_entity_is()
    {
        var entity = EntityId.GitHubRepository(null, 1);

        Assert.Equal("github/repository/1", entity.WorkflowId);
        Assert.Equal("github/repository/1", entity.ToString());
    }
}
