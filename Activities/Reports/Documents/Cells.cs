using Webhooks.Activities.Documentation;
using Webhooks.Office.Tables;

namespace Webhooks.Activities.Reports.Documents;

/// <summary>What is not known is an empty cell. Text is foreign: one line, without what a reader cannot see.</summary>
internal static class Cells
{
    public static Cell Text(string? text) => text is null ? Cell.Empty : new Cell.Text(PlainText.Line(text));

    public static Cell Number(int? number) => number is { } value ? new Cell.Number(value) : Cell.Empty;

    public static Cell Link(string text, Uri? address) =>
        address is { IsAbsoluteUri: true } && address.Scheme == Uri.UriSchemeHttps ? new Cell.Link(PlainText.Line(text), address) : Text(text);
}
