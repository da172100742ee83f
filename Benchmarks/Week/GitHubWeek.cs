using System.Globalization;
using System.Text.Json;
using Webhooks.Activities.GitHub;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.Identities;
using Webhooks.Storage.Knowledge;

namespace Webhooks.Benchmarks.Week;

/// <summary>GitHub's deliveries: bodies with what the product reads and as much beside it as GitHub sends.</summary>
internal static class GitHubWeek
{
    private const string Owner = "example";
    private const int FirstId = 5_000;

    /// <summary>Addresses that GitHub repeats in every body.</summary>
    private static readonly string[] Addresses =
    [
        "archive", "assignees", "blobs", "branches", "collaborators", "comments", "commits", "compare", "contents", "contributors", "deployments", "downloads",
        "events", "forks", "git_commits", "git_refs", "git_tags", "hooks", "issue_comment", "issue_events", "issues", "keys", "labels", "languages", "merges",
        "milestones", "notifications", "pulls", "releases", "stargazers", "statuses", "subscribers", "subscription", "tags", "teams", "trees",
    ];

    /// <param name="number">Of the push.</param>
    /// <param name="commits">Numbers of its commits, oldest first.</param>
    /// <param name="tickets">How many there are to be named.</param>
    /// <param name="at">When it was pushed.</param>
    public static WeekDelivery Push(int number, Range commits, int tickets, DateTimeOffset at)
    {
        var repository = WeekTexts.RepositoryOf(number);
        var numbers = Enumerable.Range(commits.Start.Value, commits.End.Value - commits.Start.Value).ToList();
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            @ref = number % 4 == 0 ? "refs/heads/main" : $"refs/heads/{WeekTexts.Ticket(number % tickets)}-work",
            before = Sha(numbers[0] - 1),
            after = Sha(numbers[^1]),
            repository = RepositoryOf(repository, at),
            pusher = new { name = WeekTexts.Login(number), email = $"{WeekTexts.Login(number)}@example.org" },
            sender = Person(number),
            created = false,
            deleted = false,
            forced = false,
            compare = $"https://github.com/{Owner}/{WeekTexts.Repository(repository)}/compare/{Sha(numbers[0] - 1)[..12]}...{Sha(numbers[^1])[..12]}",
            commits = numbers.Select(commit => Commit(commit, number, repository, tickets, at)),
        });
        // Half of the pushes had something worth a document.
        List<KnowledgeDocument> documents = number % 2 == 0 ? [.. numbers.Select(commit => Document(commit, number, repository, tickets, at))] : [];
        return Delivery("push", $"push-{number}", at, body) with
        {
            Outcome = documents.Count > 0
                ? new Outcome { Kind = OutcomeKind.Handled, Artefacts = [.. documents.Select(document => document.Path)] }
                : new Outcome { Kind = OutcomeKind.Filtered, Reason = "too-small" },
            Documents = documents,
        };
    }

    /// <summary>Opened, or merged.</summary>
    public static WeekDelivery PullRequest(int number, bool isMerged, DateTimeOffset at)
    {
        var repository = WeekTexts.RepositoryOf(number);
        var request = new Dictionary<string, object?>(Links($"pulls/{number + 1}"), StringComparer.Ordinal)
        {
            ["id"] = FirstId + number,
            ["number"] = number + 1,
            ["state"] = isMerged ? "closed" : "open",
            ["title"] = WeekTexts.Subject(number),
            ["user"] = Person(number),
            ["body"] = WeekTexts.Prose(number, 900),
            ["created_at"] = Iso(at),
            ["updated_at"] = Iso(at),
            ["merged_at"] = isMerged ? Iso(at) : null,
            ["merge_commit_sha"] = Sha(number),
            ["merged"] = isMerged,
            ["merged_by"] = isMerged ? Person(number + 1) : null,
            ["head"] = new { @ref = "work", sha = Sha(number), user = Person(number), repo = RepositoryOf(repository, at) },
            ["base"] = new { @ref = "main", sha = Sha(number + 1), user = Person(number), repo = RepositoryOf(repository, at) },
            ["commits"] = 1 + (number % 5),
            ["additions"] = 10 + (number * 37 % 600),
            ["deletions"] = number * 11 % 200,
            ["changed_files"] = 1 + (number % 9),
        };
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            action = isMerged ? "closed" : "opened", number = number + 1, pull_request = request, repository = RepositoryOf(repository, at), sender = Person(number),
        });
        return Delivery("pull_request", $"request-{number}-{isMerged}", at, body);
    }

    private static WeekDelivery Delivery(string name, string id, DateTimeOffset at, byte[] body) => new()
    {
        Provider = WebhookProvider.GitHub,
        Headers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["X-GitHub-Event"] = name,
            ["X-GitHub-Delivery"] = WeekTexts.Sha(id),
            ["X-GitHub-Hook-ID"] = "1",
            ["X-Hub-Signature-256"] = $"sha256={WeekTexts.Sha(id)}{WeekTexts.Sha(id)[..24]}",
            ["Content-Type"] = "application/json",
        },
        ReceivedAt = at.AddSeconds(2),
        Body = body,
        Outcome = new Outcome { Kind = OutcomeKind.Handled },
    };

    private static object Commit(int commit, int push, int repository, int tickets, DateTimeOffset at) => new
    {
        id = Sha(commit),
        tree_id = Sha(-commit),
        distinct = true,
        message = WeekTexts.Message(commit, tickets),
        timestamp = Iso(at.AddMinutes(-10)),
        url = $"https://github.com/{Owner}/{WeekTexts.Repository(repository)}/commit/{Sha(commit)}",
        author = new { name = WeekTexts.Author(push), email = $"{WeekTexts.Login(push)}@example.org", username = WeekTexts.Login(push) },
        committer = new { name = "GitHub", email = "noreply@github.com", username = "web-flow" },
        added = Enumerable.Range(commit, commit % 3).Select(WeekTexts.File),
        removed = Array.Empty<string>(),
        modified = Enumerable.Range(commit + 5, 1 + (commit % 8)).Select(WeekTexts.File),
    };

    private static KnowledgeDocument Document(int commit, int push, int repository, int tickets, DateTimeOffset at)
    {
        var message = WeekTexts.Message(commit, tickets);
        var title = message[..message.IndexOf('\n', StringComparison.Ordinal)];
        return new KnowledgeDocument
        {
            Key = CommitReference.KeyOf(EntityId.GitHubRepository(null, FirstId + repository).Value, Sha(commit)),
            Path = KnowledgePath.Join("github", Owner, WeekTexts.Repository(repository), "commits", $"{Sha(commit)}.md"),
            Kind = "commit",
            Title = title,
            Markdown = $"# {title}\n\n{message}\n\n{WeekTexts.Prose(commit, 600)}\n",
            Properties = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["repository"] = $"{Owner}/{WeekTexts.Repository(repository)}", ["commit"] = Sha(commit), ["author"] = WeekTexts.Author(push), ["date"] = Iso(at),
            },
        };
    }

    private static Dictionary<string, object?> RepositoryOf(int repository, DateTimeOffset at)
    {
        var name = WeekTexts.Repository(repository);
        return new(Links(name), StringComparer.Ordinal)
        {
            ["id"] = FirstId + repository,
            ["name"] = name,
            ["full_name"] = $"{Owner}/{name}",
            ["owner"] = new { name = Owner, login = Owner, id = 1, type = "Organization", site_admin = false },
            ["html_url"] = $"https://github.com/{Owner}/{name}",
            ["pushed_at"] = at.ToUnixTimeSeconds(),
            ["default_branch"] = "main",
        };
    }

    private static object Person(int number) =>
        new { login = WeekTexts.Login(number), id = FirstId + number, html_url = $"https://github.com/{WeekTexts.Login(number)}", type = "User", site_admin = false };

    private static IEnumerable<KeyValuePair<string, object?>> Links(string of) =>
        Addresses.Select(address => new KeyValuePair<string, object?>($"{address}_url", $"https://api.github.com/repos/{Owner}/{of}/{address}{{/name}}"));

    private static string Sha(int commit) => WeekTexts.Sha(commit.ToString(CultureInfo.InvariantCulture));

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
