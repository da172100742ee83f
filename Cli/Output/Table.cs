namespace Webhooks.Cli.Output;

/// <summary>Columns as wide as their longest text. What is foreign text in a cell cannot speak to the terminal.</summary>
internal sealed class Table(params string[] headings)
{
    private readonly List<string[]> rows = [headings];

    public bool IsEmpty => rows.Count == 1;

    public void Add(params string?[] cells) => rows.Add([.. cells.Select(cell => Plain(cell ?? "-"))]);

    public async Task WriteAsync(TextWriter output)
    {
        var widths = Enumerable.Range(0, headings.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            await output.WriteLineAsync(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }

    public static string Plain(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
}
