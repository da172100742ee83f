using System.Text.RegularExpressions;
using Webhooks.Activities.Documentation;
using Webhooks.Workflows.Tests.Documents;

namespace Webhooks.Workflows.Tests.Hostile;

/// <summary>Every text of the corpus wherever a stranger can put it, through every template.</summary>
public sealed partial class HostileTemplateTests
{
    private const string Innocent = "Change something";

    public static TheoryData<string> Names => HostileText.Names;

    [Fact]
    public void The_corpus_has_enough_of_each_kind()
    {
        Assert.True(HostileText.All.Count >= 40);
        Assert.Equal(["branch", "commit", "pull-request", "ticket"], HostileText.All.Select(text => text.Kind).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Changes_no_path_and_no_link_and_stays_text(string name)
    {
        var text = HostileText.Of(name);
        foreach (var (hostile, innocent) in HostileWorks.Commits(text).Zip(HostileWorks.Commits(Innocent)))
        {
            AssertSame(CommitTemplate.Write(hostile), CommitTemplate.Write(innocent), name);
        }

        AssertSame(PullRequestTemplate.Write(HostileWorks.PullRequest(text)), PullRequestTemplate.Write(HostileWorks.PullRequest(Innocent)), name);
        AssertSame(TicketTemplate.Write(HostileWorks.Ticket(text)), TicketTemplate.Write(HostileWorks.Ticket(Innocent)), name);
        AssertSame(DeploymentTemplate.Write(HostileWorks.Deployment(text)), DeploymentTemplate.Write(HostileWorks.Deployment(Innocent)), name);
        AssertSame(DeploymentTemplate.Write(HostileWorks.Resource(text)), DeploymentTemplate.Write(HostileWorks.Resource(Innocent)), name);
    }

    /// <summary>Numbers of issues become pages of the repository that was pushed to; nothing else in a text becomes a link.</summary>
    private static void AssertSame(GeneratedDocument hostile, GeneratedDocument innocent, string name)
    {
        Harmless.Check(hostile, name);
        Assert.Equal((innocent.Key, innocent.Path, innocent.AlternativePath, innocent.Kind), (hostile.Key, hostile.Path, hostile.AlternativePath, hostile.Kind));
        Assert.Equal(Harmless.Targets(innocent), Harmless.Targets(hostile).Where(target => !Issue().IsMatch(target)).ToHashSet());
    }

    [GeneratedRegex("^https://github\\.com/octo/hello/issues/[0-9]{1,9}$")]
    private static partial Regex Issue();
}
