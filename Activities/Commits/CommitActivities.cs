using Microsoft.Extensions.Options;
using Temporalio.Activities;
using Temporalio.Exceptions;
using Webhooks.Activities.GitHub;
using Webhooks.Contracts.Identities;

namespace Webhooks.Activities.Commits;

public sealed class CommitActivities(
    PushPayloads payloads, IOptions<SignificanceOptions> options, CommitEnrichment? enrichment = null, OwnIdentities? own = null)
{
    /// <summary>Reads the commit out of its push and says what it is about. Reads only, so it may run any number of times.</summary>
    [Activity]
    public async Task<CommitAnalysis> AnalyseCommitAsync(CommitReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var cancelled = ActivityExecutionContext.Current.CancellationToken;
        var payload = await payloads.ReadAsync(reference.Payload, cancelled);
        var commit = payload.Find(reference.Sha)
            ?? throw new ApplicationFailureException("The push does not list this commit.", ErrorTypes.PushUnreadable, nonRetryable: true);
        if (enrichment is not null)
        {
            commit = await enrichment.EnrichAsync(reference, commit, cancelled);
        }

        var links = CommitLinks.From(payload.RepositoryUrl, reference.Sha, payload.Before, payload.After);
        var analysis = CommitAnalyser.Analyse(reference, commit, links, options.Value);
        return own?.Made(commit.Origin()) == true ? analysis with { Rule = Significance.OwnChange } : analysis;
    }
}
