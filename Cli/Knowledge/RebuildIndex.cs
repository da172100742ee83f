using System.CommandLine;
using Webhooks.Cli.CommandLine;
using Webhooks.Cli.Output;

namespace Webhooks.Cli.Knowledge;

/// <summary><c>webhooks kb rebuild</c></summary>
internal static class RebuildIndex
{
    public static Command Create()
    {
        var folder = new DataFolder.Options();
        var command = new Command("rebuild", "Makes the index anew of the documents as they are; a worker may run. Exits 1 when a file is no document.");
        folder.AddTo(command);
        command.Run((parsed, output, cancellationToken) => RunAsync(folder.Read(parsed), output, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(DataFolder folder, TextWriter output, CancellationToken cancellationToken)
    {
        var result = await folder.RebuildKnowledgeAsync(cancellationToken);
        await output.WriteLineAsync(
            $"{result.Documents} documents are in the index: {result.Added} were new to it, {result.Changed} had been changed; {result.Removed} are gone.");
        foreach (var (path, reason) in result.Skipped)
        {
            await output.WriteLineAsync(Table.Plain($"Passed over '{path}': {reason}."));
        }

        return result.Skipped.Count == 0 ? ExitCodes.Success : ExitCodes.Findings;
    }
}
