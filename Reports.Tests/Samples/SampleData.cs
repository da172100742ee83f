using Webhooks.Activities.Reports.Data;

namespace Webhooks.Reports.Tests.Samples;

/// <summary>Data of reports: of a busy day and week in a small shop, of a quiet one, of one that somebody means harm with, and of one that is far too large.</summary>
internal static class SampleData
{
    private static readonly string[] Authors = ["Mona Lisa", "Ada Okafor", "Jonas Weber", "Priya Raman", "Li Wei", "Sam Ortiz"];
    private static readonly string[] Repositories = ["acme/shop", "acme/shop", "acme/shop", "acme/payments", "acme/payments", "acme/infrastructure", "acme/site"];

    private static readonly string[] Titles =
    [
        "feat(labels): print shipping labels in batches", "fix(checkout): keep the basket when a card is declined", "docs: say how refunds are booked",
        "test(labels): cover labels without an address", "refactor(orders): one place for totals", "perf(search): ask the index once a page",
        "feat(payments): accept SEPA mandates", "fix(payments): never charge an order twice", "chore(deps): update the HTTP stack", "ci: run the smoke tests on every branch",
    ];

    private static readonly string[] Services = ["Virtual Machines", "Azure SQL Database", "Storage", "Bandwidth", "Key Vault", "Log Analytics", "Container Registry"];

    public static ReportData Empty { get; } = new()
    {
        Commits = [],
        PullRequests = [],
        Tickets = [],
        Deployments = [],
        Costs = new ReportCosts { IsKnown = false },
        Completeness = new Completeness { Deliveries = 0, Included = 0, Filtered = 0, Duplicates = 0, Quarantined = 0, Open = 0, Late = 0 },
    };

    /// <summary>Nothing but a ping and what Azure cost.</summary>
    public static ReportData Quiet { get; } = Empty with
    {
        Costs = new ReportCosts { IsKnown = true, Costs = [SampleReport.Cost(19, "Storage", 1.25m)] },
        Completeness = Empty.Completeness with { Deliveries = 2, Filtered = 2, Rules = [new RuleCount("ping", 2)] },
    };

    /// <summary>14 commits, 4 pull requests, 7 tickets, 5 deployments.</summary>
    public static ReportData Day { get; } = Busy(new DateTimeOffset(2026, 11, 20, 8, 10, 0, TimeSpan.Zero), TimeSpan.FromMinutes(33), 14, 4, 7, 5) with
    {
        Costs = new ReportCosts
        {
            IsKnown = true,
            Costs = [.. Services.Select((service, i) => SampleReport.Cost(19, service, 61.40m / (i + 1)))],
            Anomalies = [new CostAnomaly { Day = new DateOnly(2026, 11, 19), Cost = 159.20m, Average = 88.35m, Currency = "EUR" }],
        },
    };

    /// <summary>212 commits, 26 pull requests, 44 tickets, 31 deployments.</summary>
    public static ReportData Week { get; } = Busy(new DateTimeOffset(2026, 11, 13, 16, 30, 0, TimeSpan.Zero), TimeSpan.FromMinutes(47), 212, 26, 44, 31) with
    {
        Costs = new ReportCosts
        {
            IsKnown = true,
            Costs = [.. Enumerable.Range(13, 7).SelectMany(day => Services.Select((service, i) => SampleReport.Cost(day, service, (day == 17 ? 118m : 58m + day) / (i + 1))))],
            Anomalies = [new CostAnomaly { Day = new DateOnly(2026, 11, 17), Cost = 305.86m, Average = 183.07m, Currency = "EUR" }],
        },
    };

    public static ReportData Large { get; } = Busy(new DateTimeOffset(2026, 11, 13, 16, 0, 0, TimeSpan.Zero), TimeSpan.FromMinutes(1), 10_000, 1_200, 2_000, 400) with
    {
        Costs = new ReportCosts { IsKnown = true, Costs = [.. Enumerable.Range(13, 7).SelectMany(day => Enumerable.Range(1, 60).Select(i => SampleReport.Cost(day, $"Service {i}", 10m / i)))] },
    };

    /// <summary>Every text tries to be something else.</summary>
    public static ReportData Hostile { get; } = WithName(Hurt(Day, "=cmd|'/c calc'!A1 <b>bold</b> [click](https://evil.example/x) ![x](https://evil.example/y) | a || b `code` \u202Egnp.exe \u0000\u0007 ]]> &amp; mail eve@evil.example ../../etc/passwd"), "evil/<b>x</b>](https://evil.example/r)");

    public static ReportData Hurt(ReportData data, string text) => data with
    {
        Commits = [.. data.Commits.Select((commit, i) => commit with { Title = $"{text} {i}", Author = $"@{text}", Branch = text, Link = new Uri("javascript:alert(1)") })],
        PullRequests = [.. data.PullRequests.Select(request => request with { Title = text, Author = text, Link = new Uri("http://evil.example/") })],
        Tickets = [.. data.Tickets.Select(ticket => ticket with { Summary = text, Status = text, Priority = text, Assignee = text, Type = text })],
        Deployments = [.. data.Deployments.Select(deployment => deployment with { Environment = text, What = text })],
    };

    private static ReportData WithName(ReportData data, string repository) => data with
    {
        Commits = [.. data.Commits.Select(commit => commit with { Repository = repository })],
        PullRequests = [.. data.PullRequests.Select(request => request with { Repository = repository })],
        Deployments = [.. data.Deployments.Select(deployment => deployment with { Name = repository })],
        Costs = data.Costs with { Costs = [.. data.Costs.Costs.Select(cost => cost with { Service = $"{repository}{cost.Service}" })] },
        Completeness = data.Completeness with { Rules = [.. data.Completeness.Rules.Select(rule => rule with { Rule = repository })] },
    };

    private static ReportData Busy(DateTimeOffset from, TimeSpan step, int commits, int requests, int tickets, int deployments)
    {
        var (filtered, duplicates) = (commits / 3, commits / 40);
        var included = commits + requests + tickets + deployments;
        return new ReportData
        {
            Commits = [.. Enumerable.Range(0, commits).Select(i => Commit(i, from + (step * i)))],
            PullRequests = [.. Enumerable.Range(0, requests).Select(i => Request(i, from + (step * i)))],
            Tickets = [.. Enumerable.Range(0, tickets).Select(i => Ticket(i, from + (step * i * 3)))],
            Deployments = [.. Enumerable.Range(0, deployments).Select(i => Deployment(i, from + (step * i * 2)))],
            Costs = new ReportCosts { IsKnown = false },
            Completeness = new Completeness
            {
                Deliveries = included + filtered + duplicates + 1,
                Included = included - 2,
                Open = 2,
                Filtered = filtered,
                Duplicates = duplicates,
                Quarantined = 1,
                Late = 0,
                Rules = filtered > 1 ? [new RuleCount("no-handler", filtered - 1), new RuleCount("ping", 1)] : [],
            },
        };
    }

    private static ReportCommit Commit(int i, DateTimeOffset at) => new()
    {
        Repository = Repositories[i % Repositories.Length],
        Sha = SampleReport.Sha(i),
        Title = Titles[i % Titles.Length],
        Author = Authors[i * 7 % 11 % Authors.Length],
        PushedAt = at,
        Branch = i % 5 == 0 ? "release" : "main",
        Files = 1 + (i * 3 % 17),
        Link = new Uri($"https://github.com/{Repositories[i % Repositories.Length]}/commit/{SampleReport.Sha(i)}"),
        Document = i % 4 == 0 ? $"github/{Repositories[i % Repositories.Length]}/commits/{SampleReport.Sha(i)}.md" : null,
    };

    private static ReportPullRequest Request(int i, DateTimeOffset at) => new()
    {
        Repository = Repositories[i % Repositories.Length],
        Number = 400 + i,
        Title = Titles[i * 3 % Titles.Length][(Titles[i * 3 % Titles.Length].IndexOf(':', StringComparison.Ordinal) + 2)..],
        Author = new[] { "mona", "ada", "jonas" }[i % 3],
        IsMerged = i % 4 != 3,
        IsClosed = i % 8 == 7,
        At = at,
        Additions = 40 + (i * 37 % 600),
        Deletions = 5 + (i * 11 % 200),
        Link = new Uri($"https://github.com/{Repositories[i % Repositories.Length]}/pull/{400 + i}"),
    };

    private static ReportTicket Ticket(int i, DateTimeOffset at) => new()
    {
        Site = "acme.atlassian.net",
        Key = $"SHOP-{201 + i}",
        Summary = new[] { "Labels for whole batches", "Basket is lost when a card is declined", "Refunds in the ledger", "Search takes two seconds", "SEPA mandates" }[i % 5],
        Type = i % 3 == 0 ? "Bug" : "Story",
        Status = (i % 5) switch { 0 or 1 => "Done", 2 => "In Review", 3 => "In Progress", _ => "To Do" },
        Priority = i % 6 == 0 ? "Highest" : "Medium",
        Assignee = i % 7 == 6 ? null : Authors[i % Authors.Length],
        Changes = 1 + (i % 5),
        IsCompleted = i % 5 is 0 or 1,
        IsReopened = i % 11 == 3 && i % 5 > 1,
        At = at,
        Link = new Uri($"https://acme.atlassian.net/browse/SHOP-{201 + i}"),
    };

    private static ReportDeployment Deployment(int i, DateTimeOffset at) => new()
    {
        System = i % 3 == 2 ? "Azure" : "GitHub",
        Name = i % 3 == 2 ? "web-1" : Repositories[i % Repositories.Length],
        Environment = i % 3 == 2 ? "rg-shop" : i % 2 == 0 ? "production" : "staging",
        What = i % 3 == 2 ? "Write site configuration" : "main",
        State = (i % 9) switch { 4 => ReportDeploymentState.Failed, 8 => ReportDeploymentState.Running, _ => ReportDeploymentState.Succeeded },
        At = at,
        Link = i % 3 == 2 ? null : new Uri($"https://github.com/{Repositories[i % Repositories.Length]}/deployments"),
    };
}
