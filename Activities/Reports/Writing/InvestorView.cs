using System.Text.RegularExpressions;
using Webhooks.Activities.Reports.Data;

namespace Webhooks.Activities.Reports.Writing;

/// <summary>
/// A report's data without what does not concern people outside: no e-mail address, no file's name and no address of a page is left in any text. Products that
/// are called like files (Node.js) stay. Counts are not changed.
/// </summary>
internal static class InvestorView
{
    private const string File = "a file";
    private const string Link = "a link";

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static readonly Regex Mail = new(@"(mailto:)?([^\s@<>()\[\],;:""'`]+)@[^\s@<>()\[\],;:""'`]+\.[a-z]{2,}", Linear);

    /// <summary>A mail program would make links of them.</summary>
    private static readonly Regex Address = new(@"\b[a-z][a-z0-9+.-]*://[^\s<>`""]+|\bwww\.[^\s<>`""]+|\b(javascript|vbscript|data|file):[^\s`]+", Linear);

    /// <summary>A path of two parts or more with an extension, or a name with an extension that files of programs have.</summary>
    private static readonly Regex Files = new(
        @"`?([a-z]:)?[\w.@~-]*([/\\][\w.@+-]+)+\.[a-z0-9]{1,8}\b`?|`?\b[\w-]+(\.[\w-]+)*\.(cs|csproj|sln|fs|vb|ts|tsx|js|jsx|mjs|py|rb|rs|go|java|kt|swift|c|h|cpp|hpp|php|pl|sh|ps1|bat|sql|md|txt|json|ya?ml|xml|html?|css|scss|toml|ini|cfg|conf|env|lock|gradle|tf|tfvars|bicep|proto|csv|xlsx|docx|pptx|pdf|png|svg|ipynb|log|pem|key)\b`?",
        Linear);

    private static readonly HashSet<string> Products = new(["node.js", "vue.js", "next.js", "react.js", "nuxt.js", "three.js", "d3.js", "express.js", "chart.js"], StringComparer.OrdinalIgnoreCase);

    public static ReportData Of(ReportData data) => data with
    {
        Commits = [.. data.Commits.Select(commit => commit with { Repository = Name(commit.Repository), Title = Text(commit.Title), Author = Text(commit.Author), Branch = Optional(commit.Branch) })],
        PullRequests = [.. data.PullRequests.Select(request => request with { Repository = Name(request.Repository), Title = Text(request.Title), Author = Text(request.Author) })],
        Tickets =
        [
            .. data.Tickets.Select(ticket => ticket with
            {
                Summary = Text(ticket.Summary), Type = Optional(ticket.Type), Status = Optional(ticket.Status), Priority = Optional(ticket.Priority), Assignee = Optional(ticket.Assignee),
            }),
        ],
        Deployments = [.. data.Deployments.Select(deployment => deployment with { Name = Name(deployment.Name), Environment = Text(deployment.Environment), What = Text(deployment.What) })],
    };

    public static string Text(string text) => Files.Replace(Name(text), match => Products.Contains(match.Value.Trim('`')) ? match.Value : File);

    /// <summary>Names of repositories and resources may look like files. An address of mail is cut before the @.</summary>
    private static string Name(string name) => Mail.Replace(Address.Replace(name, Link), "$2");

    private static string? Optional(string? text) => text is null ? null : Text(text);
}
