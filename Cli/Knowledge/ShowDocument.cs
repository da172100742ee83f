using System.CommandLine;
using Webhooks.Cli.CommandLine;
using Webhooks.Cli.Output;

namespace Webhooks.Cli.Knowledge;

/// <summary><c>webhooks kb show</c></summary>
internal static class ShowDocument
{
    public static Command Create()
    {
        var folder = new DataFolder.Options();
        var name = new Argument<string>("document") { Description = "Its path in the knowledge base, or its key." };
        var command = new Command("show", "Shows a document and what it is linked with. Exits 1 when there is none.") { name };
        folder.AddTo(command);
        command.Run((parsed, output, cancellationToken) => RunAsync(folder.Read(parsed), parsed.GetRequiredValue(name), output, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(DataFolder folder, string name, TextWriter output, CancellationToken cancellationToken)
    {
        await using var knowledge = await folder.KnowledgeAsync(cancellationToken);
        var document = await knowledge.FindByPathAsync(name, cancellationToken) ?? await knowledge.FindByKeyAsync(name, cancellationToken);
        if (document is null || await knowledge.ReadAsync(document.Path, cancellationToken) is not { } text)
        {
            await output.WriteLineAsync(document is null ? "There is no such document." : $"The file of the document is gone: {document.Path}");
            return ExitCodes.Findings;
        }

        var table = new Table("DOCUMENT", document.Key);
        table.Add("path", document.Path);
        table.Add("stored", $"{document.CreatedAt:O}");
        table.Add("changed", $"{document.UpdatedAt:O}");
        await table.WriteAsync(output);
        await output.WriteLineAsync();
        var related = new Table("RELATED", "VIA", "DATE", "PATH", "TITLE");
        foreach (var other in await knowledge.RelatedAsync(document.Key, cancellationToken))
        {
            related.Add(other.Kind, other.Via, $"{other.Date.UtcDateTime:yyyy-MM-dd}", other.Path, other.Title);
        }

        if (!related.IsEmpty)
        {
            await related.WriteAsync(output);
            await output.WriteLineAsync();
        }

        foreach (var line in text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            await output.WriteLineAsync(Table.Plain(line));
        }

        return ExitCodes.Success;
    }
}
