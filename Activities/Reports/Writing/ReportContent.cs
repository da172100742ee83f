using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Contracts.Reports;

namespace Webhooks.Activities.Reports.Writing;

/// <summary>All that the words and documents of an edition are made of.</summary>
internal sealed record ReportContent
{
    public required ReportEdition Edition { get; init; }

    /// <summary>Of the edition; a weekly report's as <see cref="InvestorView"/> leaves them.</summary>
    public required ReportData Data { get; init; }

    /// <summary>Who reports.</summary>
    public required string Organisation { get; init; }

    public IReadOnlyList<ReportText> Texts { get; init; } = [];

    public bool IsPreliminary => Edition.Number == 0;

    public static ReportContent Of(ReportEdition edition, ReportData data, string organisation, IReadOnlyList<ReportText>? texts = null) => new()
    {
        Edition = edition,
        Data = edition.Kind switch
        {
            ReportKind.Daily => data,
            ReportKind.Weekly => InvestorView.Of(data),
        },
        Organisation = organisation,
        Texts = texts ?? [],
    };

    /// <summary>A source that was not read, or not to its end: its numbers are too small.</summary>
    public bool IsMissing(string source) => Edition.Missing.Any(missing => missing.Source == source);

    /// <summary>That there was nothing; that it is not known when one of the sources was not read, or not to its end.</summary>
    /// <param name="nothing">A sentence.</param>
    /// <param name="sources">Of <see cref="ReportSources"/>: all that it could have come from.</param>
    public string Nothing(string nothing, params IReadOnlyList<string> sources)
    {
        string[] unread = [.. sources.Where(IsMissing)];
        return unread.Length == 0 ? nothing : $"Not known: {ReportLines.Unread(unread)}";
    }

    public ReportText? Text(ReportTextPart part) => Texts.FirstOrDefault(text => text.Part == part);
}
