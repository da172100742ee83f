using Webhooks.Activities.Reports.Writing;
using Webhooks.Office;

namespace Webhooks.Activities.Reports.Documents;

/// <summary>What documents of a report say of themselves, and on each page.</summary>
internal static class ReportProperties
{
    public static DocumentProperties Of(ReportContent content, string document) => new()
    {
        Title = $"{document} {content.Edition.Period}",
        Subject = $"{content.Organisation}: {ReportNames.Period(content.Edition)}",
        Author = content.Organisation,
        Created = content.Edition.At,
        Keywords = [content.Edition.Period, ReportNames.Edition(content.Edition)],
    };

    public static string Footer(ReportContent content) => $"{content.Edition.Period} · {ReportNames.Edition(content.Edition)} · written {ReportBlocks.Written(content)}";
}
