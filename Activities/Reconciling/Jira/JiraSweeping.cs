using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Temporalio.Activities;
using Temporalio.Exceptions;
using Webhooks.Activities.Jira.Api;
using Webhooks.Activities.Reconciling.Gateway;
using Webhooks.Activities.Reconciling.Settings;
using Webhooks.Contracts.Identities;

namespace Webhooks.Activities.Reconciling.Jira;

/// <summary>Changes of issues that Jira has and the ledger lacks. Jira sends nothing again, so they are written anew and posted to the gateway.</summary>
public sealed class JiraSweeping(ReconcilerSettings settings, JiraClients clients, GatewayPosts gateway, LedgerLookup ledger, TimeProvider time)
{
    private const int MostPosts = 100;

    private static CancellationToken Cancelled => ActivityExecutionContext.Current.CancellationToken;

    /// <summary>One page of the issues that changed in the last so many minutes.</summary>
    [Activity]
    public async Task<ChangedIssues> FindChangedIssuesAsync(string source, long minutes, string? pageToken)
    {
        var search = SearchOf(settings.Of(source));
        // Relative on purpose: an absolute time would be read in whatever time zone the user has set.
        var jql = string.Create(CultureInfo.InvariantCulture, $"updated >= \"-{minutes}m\"{(search.Jql is null ? "" : $" AND ({search.Jql})")} ORDER BY updated ASC");
        var page = await clients.Of(search.Site).SearchAsync(jql, ["updated"], pageToken, Cancelled);
        return new ChangedIssues([.. page.Issues.Select(issue => issue.Id)], page.NextPageToken);
    }

    /// <summary>Posts what the ledger lacks of an issue, oldest first. Run again it posts nothing twice.</summary>
    [Activity]
    public async Task<IssueOutcome> ReconcileIssueAsync(IssueCheck check)
    {
        ArgumentNullException.ThrowIfNull(check);
        var source = settings.Of(check.Source);
        var search = SearchOf(source);
        if (!long.TryParse(check.IssueId, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            throw new ApplicationFailureException("Jira names an issue by something that is no number.", ErrorTypes.ProviderAnswer, nonRetryable: true);
        }

        var client = clients.Of(search.Site);
        if (await client.FindIssueAsync(check.IssueId, Cancelled) is not { } issue)
        {
            return new IssueOutcome(0, 0, IsComplete: true, IsRefused: false);
        }

        var changes = await client.ChangesAsync(check.IssueId, check.Since, Cancelled);
        var known = await ledger.ChangesOfAsync(source.Name, EntityId.JiraIssue(source.Tenant, search.Site.Host, id), Cancelled);
        var candidates = Candidates(issue, changes, check).ToList();
        var missing = candidates.Where(each => !IsKnown(each, known)).OrderBy(each => each.At).ToList();
        var posted = 0;
        foreach (var each in missing.Take(MostPosts))
        {
            if (await ledger.HasAsync(DeliveryKey.Jira(source.Tenant, source.Name, search.Site.Host, each.Identifier), Cancelled))
            {
                continue;
            }

            if (!await PostAsync(source, search, each))
            {
                return new IssueOutcome(candidates.Count, posted, IsComplete: true, IsRefused: true);
            }

            posted++;
        }

        return new IssueOutcome(candidates.Count, posted, missing.Count <= MostPosts, IsRefused: false);
    }

    private static IEnumerable<MissingChange> Candidates(Issue issue, IReadOnlyList<IssueChange> changes, IssueCheck check)
    {
        if (issue.Fields.ValueKind == JsonValueKind.Object
            && issue.Fields.TryGetProperty("created", out var created)
            && created.ValueKind == JsonValueKind.String
            && JiraTime.Parse(created.GetString()) is { } at
            && at >= check.Since
            && at < check.Until)
        {
            yield return new MissingChange(issue, null, at);
        }

        foreach (var change in changes.Where(change => change.At < check.Until))
        {
            yield return new MissingChange(issue, change, change.At);
        }
    }

    private static bool IsKnown(MissingChange each, KnownChanges known) => each.Change is null
        ? known.IsCreated
        : long.TryParse(each.Change.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && known.Changelogs.Contains(id);

    private Task<bool> PostAsync(ReconciledSource source, JiraSearch search, MissingChange change)
    {
        var body = change.ToJson();
        var secret = SigningSecret.Current(source.Signing, time.GetUtcNow());
        return gateway.PostAsync(
            source,
            body,
            "",
            [("X-Atlassian-Webhook-Identifier", change.Identifier), ("X-Hub-Signature", $"{search.SignatureMethod}={Convert.ToHexStringLower(Sign(search.SignatureMethod, secret, body))}")],
            Cancelled);
    }

    private static byte[] Sign(string method, byte[] secret, byte[] body) => CryptographicOperations.HmacData(
        method switch
        {
            "sha512" => HashAlgorithmName.SHA512,
            "sha384" => HashAlgorithmName.SHA384,
            "sha1" => HashAlgorithmName.SHA1,
            _ => HashAlgorithmName.SHA256,
        },
        secret,
        body);

    private static JiraSearch SearchOf(ReconciledSource source) => source.Jira
        ?? throw new ApplicationFailureException($"Source '{source.Name}' is not Jira's any more.", ErrorTypes.Configuration, nonRetryable: true);
}
