using System.Text;
using Webhooks.Activities.Documentation;
using Webhooks.Activities.Generation;
using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Writing;
using Webhooks.Office;
using Webhooks.Office.Charts;
using Webhooks.Office.Tables;
using Webhooks.Office.Word;

namespace Webhooks.Activities.Reports.Documents;

/// <summary>Pieces that Word reports have in common. Foreign text is escaped wherever it becomes Markdown.</summary>
internal static class ReportBlocks
{
    public const string MoreStart = "And ";

    /// <summary>What must be known before anything else is read.</summary>
    public static IEnumerable<WordBlock> Callouts(ReportContent content)
    {
        var edition = content.Edition;
        foreach (var missing in edition.Missing)
        {
            yield return new WordBlock.Callout(Tone.Warning, $"Incomplete. {ReportLines.Of(missing)}");
        }

        if (content.IsPreliminary)
        {
            yield return new WordBlock.Callout(Tone.Warning, $"Preliminary: the time that this report covers was not over when it was written, {Written(content)}. Its numbers will change.");
        }

        if (edition.Amends is { } link)
        {
            yield return new WordBlock.Callout(Tone.Neutral, $"This is edition {edition.Number}. It takes the place of edition {link.Number}, because there was more to tell of the same time.");
            yield return new WordBlock.Markdown(Earlier(link.Number, link.Path, link.Link));
        }
    }

    /// <summary>When the data were read, in the report's zone: <c>20 November 2026, 18:05 (Europe/Berlin)</c>.</summary>
    public static string Written(ReportContent content)
    {
        var zone = content.Edition.Window.TimeZone;
        return $"{ReportNames.Moment(content.Edition.At, TimeZoneInfo.FindSystemTimeZoneById(zone))} ({zone})";
    }

    /// <summary>The words of one part, and who found them.</summary>
    /// <param name="level">Of the heading that they stand under.</param>
    public static IEnumerable<WordBlock> Text(ReportText? text, int level)
    {
        if (text is null)
        {
            yield break;
        }

        if (text.Fallback is { } reason)
        {
            yield return new WordBlock.Callout(Tone.Neutral, Fallback(reason));
        }

        foreach (var section in text.Sections)
        {
            if (section.Heading is { } heading)
            {
                yield return new WordBlock.Heading(level + 1, heading);
            }

            yield return new WordBlock.Markdown(Markdown(section), level + 1);
        }

        if (text.By != WrittenText.Template)
        {
            var cuts = text.Cuts.Count > 0 ? $"; it was not given all of them ({MarkdownText.Inline(string.Join("; ", text.Cuts))})" : "";
            yield return new WordBlock.Markdown($"*Written by {MarkdownText.Code(text.By)} from the data of this report{cuts}.*");
        }
    }

    public static string Fallback(string reason) => reason == FallbackReasons.Rejected
        ? "Written by template: the generated text said what the data do not, or not as it should, and was left out."
        : "Written by template: text generation did not answer.";

    public static IEnumerable<WordBlock> Charts(params Chart?[] charts) => charts.OfType<Chart>().Select(chart => new WordBlock.Picture(chart));

    /// <summary>A table with what it leaves out, or a sentence when there is nothing.</summary>
    public static IEnumerable<WordBlock> Table<T>(IReadOnlyList<T> all, int most, Func<IReadOnlyList<T>, DataTable> table, string nothing)
    {
        if (all.Count == 0)
        {
            return [new WordBlock.Markdown(nothing)];
        }

        var shown = all.Count <= most ? all : [.. all.Take(most)];
        return [new WordBlock.Table(table(shown)), .. More(all.Count - shown.Count)];
    }

    public static IEnumerable<WordBlock> More(int left, string where = "") => left > 0 ? [new WordBlock.Markdown($"{MoreStart}{Phrase.Number(left)} more{where}, not listed here.")] : [];

    /// <summary>What became of the deliveries.</summary>
    public static IEnumerable<WordBlock> Completeness(ReportContent content)
    {
        yield return new WordBlock.Heading(1, "Completeness");
        if (content.IsMissing(ReportSources.Deliveries))
        {
            yield return new WordBlock.Markdown("The deliveries that this report covers could not be counted.");
            yield break;
        }

        var counts = content.Data.Completeness;
        yield return new WordBlock.Markdown($"This report covers {ReportNames.Window(content.Edition.Window)} and was made of what had been received by {Written(content)}. What became of each delivery:");
        yield return new WordBlock.Table(ReportTables.Completeness(counts));
        yield return new WordBlock.Markdown(Late(content, counts.Late));
    }

    public static IEnumerable<WordBlock> Points(IReadOnlyList<string> points, string nothing) =>
        [new WordBlock.Markdown(points.Count == 0 ? nothing : Markdown(new GeneratedSection { Points = points }))];

    private static string Late(ReportContent content, int late) => late == 0
        ? "None of them came late."
        : content.Edition.Kind == Contracts.Reports.ReportKind.Daily
            ? $"{Phrase.Number(late)} of them came after the first edition of this day was closed, and {(late == 1 ? "is" : "are")} included here."
            : $"{Phrase.Number(late)} of them came late: what {(late == 1 ? "it tells" : "they tell")} of happened in an earlier week and was not in its report.";

    private static string Earlier(int number, string? path, Uri? link) => (path, link) switch
    {
        (_, { IsAbsoluteUri: true } address) when address.Scheme == Uri.UriSchemeHttps => $"[Edition {number}](<{address.AbsoluteUri}>)",
        ({ } stored, _) => $"Edition {number} is {MarkdownText.Code(stored)} in the document store.",
        _ => $"Edition {number} has not been uploaded yet.",
    };

    private static string Markdown(GeneratedSection section)
    {
        var markdown = new StringBuilder();
        if (section.Paragraph is { } paragraph)
        {
            markdown.Append(MarkdownText.Inline(paragraph)).Append("\n\n");
        }

        foreach (var point in section.Points)
        {
            markdown.Append("- ").Append(MarkdownText.Inline(point)).Append('\n');
        }

        return markdown.ToString();
    }
}
