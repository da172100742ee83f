using Webhooks.Activities.Reports.Documents;
using Webhooks.Activities.Reports.Writing;
using Webhooks.Contracts.Reports;
using Webhooks.Office;

namespace Webhooks.Activities.Reports.Delivering;

/// <summary>What the mail of a weekly report says; <see cref="InvestorMailText"/> and <see cref="InvestorMailHtml"/> say how.</summary>
internal sealed record InvestorMail
{
    public required ReportContent Content { get; init; }

    public required IReadOnlyList<PublishedDocument> Documents { get; init; }

    /// <summary>The documents are attached; otherwise they are linked, or their place is told.</summary>
    public required bool IsAttached { get; init; }

    public string Subject => $"Investor report {Content.Edition.Period}{Mark} · {Content.Organisation}";

    public string Heading => Content.Organisation;

    public string Title => $"{ReportNames.Title(Content.Edition.Kind)}, {ReportNames.Period(Content.Edition)}";

    public string Days => ReportNames.Days(Content.Edition);

    public IReadOnlyList<KeyFigure> Figures =>
        [.. ReportCards.Of(Content, ReportFigure.TicketsCompleted, ReportFigure.PullRequestsMerged, ReportFigure.Deployments, ReportFigure.Commits), .. ReportCards.Costs(Content)];

    /// <summary>What must be known before the numbers are read.</summary>
    public IReadOnlyList<string> Remarks =>
    [
        .. Content.IsPreliminary ? ["Preliminary: the week was not over when this was written."] : Array.Empty<string>(),
        .. Content.Edition.Amends is { } link ? [$"This is edition {Content.Edition.Number}. It takes the place of edition {link.Number}."] : Array.Empty<string>(),
        .. Content.Edition.Missing.Select(missing => $"Incomplete. {ReportLines.Of(missing)}"),
    ];

    public ReportText? Summary => Content.Text(ReportTextPart.ExecutiveSummary);

    public string DocumentsTitle => IsAttached ? "Attached" : "Documents";

    public string Basis => $"Covers {ReportNames.Window(Content.Edition.Window)}. Written {ReportBlocks.Written(Content)}, {ReportNames.Edition(Content.Edition)}.";

    private string Mark => Content.Edition.Number == 1 ? "" : $" ({ReportNames.Edition(Content.Edition)})";

    /// <summary>Where a document is, beside its name; empty when it is attached and nowhere else to be seen.</summary>
    public string Place(PublishedDocument document) => (document.Link, document.Path) switch
    {
        ({ } link, _) when IsWeb(link) => link.AbsoluteUri,
        _ when IsAttached => "",
        (_, { } path) => $"{path} in the document store",
        _ => "not uploaded yet",
    };

    public static bool IsWeb(Uri? link) => link is { IsAbsoluteUri: true } && link.Scheme == Uri.UriSchemeHttps;
}
