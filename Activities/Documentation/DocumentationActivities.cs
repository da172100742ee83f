using Temporalio.Activities;
using Webhooks.Activities.Commits;
using Webhooks.Activities.Deployments;
using Webhooks.Activities.Generation;
using Webhooks.Activities.Generation.Inputs;
using Webhooks.Activities.Generation.Prompts;
using Webhooks.Activities.Jira;
using Webhooks.Activities.PullRequests;

namespace Webhooks.Activities.Documentation;

/// <summary>
/// Writes documents: with a model's words where one is configured, else by template, which always gives the same text for the same facts.
/// <c>Write…FromTemplate</c> is for whoever asked for a generated document in vain.
/// </summary>
public sealed class DocumentationActivities(TextGeneration? generation = null, GenerationMetrics? metrics = null, TimeProvider? time = null)
{
    [Activity]
    public async Task<GeneratedDocument> GenerateCommitDocumentAsync(CommitAnalysis analysis) =>
        CommitTemplate.Write(analysis, await AskAsync(CommitTemplate.Kind, CommitPrompt.Current, () => CommitInput.Of(analysis)));

    [Activity]
    public GeneratedDocument WriteCommitFromTemplate(CommitAnalysis analysis) => CommitTemplate.Write(analysis, FallBack(CommitTemplate.Kind));

    [Activity]
    public async Task<GeneratedDocument> GenerateTicketDocumentAsync(Ticket ticket) =>
        TicketTemplate.Write(ticket, await AskAsync(TicketTemplate.Kind, TicketPrompt.Current, () => TicketInput.Of(ticket)));

    [Activity]
    public GeneratedDocument WriteTicketFromTemplate(Ticket ticket) => TicketTemplate.Write(ticket, FallBack(TicketTemplate.Kind));

    [Activity]
    public async Task<GeneratedDocument> GenerateDeploymentDocumentAsync(DeploymentLog log) =>
        DeploymentTemplate.Write(log, await AskAsync(DeploymentTemplate.Kind, DeploymentPrompt.Current, () => DeploymentInput.Of(log)));

    [Activity]
    public GeneratedDocument WriteDeploymentFromTemplate(DeploymentLog log) => DeploymentTemplate.Write(log, FallBack(DeploymentTemplate.Kind));

    [Activity]
    public async Task<GeneratedDocument> GeneratePullRequestDocumentAsync(PullRequest request) =>
        PullRequestTemplate.Write(request, await AskAsync(PullRequestTemplate.Kind, PullRequestPrompt.Current, () => PullRequestInput.Of(request)));

    [Activity]
    public GeneratedDocument WritePullRequestFromTemplate(PullRequest request) => PullRequestTemplate.Write(request, FallBack(PullRequestTemplate.Kind));

    private Wording FallBack(string kind)
    {
        metrics?.FellBack(kind, FallbackReasons.Unavailable);
        return Wording.WithoutGeneration;
    }

    private async Task<Wording> AskAsync(string kind, Prompt prompt, Func<PromptInput> input)
    {
        if (generation is null)
        {
            return Wording.ByTemplate;
        }

        var wording = Wording.Of(await generation.WriteInActivityAsync(prompt, input(), time));
        if (wording.Fallback is { } reason)
        {
            metrics?.FellBack(kind, reason);
        }

        return wording;
    }
}
