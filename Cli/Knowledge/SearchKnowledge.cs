using System.CommandLine;
using Webhooks.Cli.CommandLine;
using Webhooks.Cli.Output;
using Webhooks.Storage.Knowledge.Search;

namespace Webhooks.Cli.Knowledge;

/// <summary><c>webhooks kb search</c></summary>
internal static class SearchKnowledge
{
    public static Command Create()
    {
        var folder = new DataFolder.Options();
        var text = new Argument<string[]>("text")
        {
            Description = "Words that must all be there; word* looks for the beginning of a word.",
            Arity = ArgumentArity.OneOrMore,
        };
        var kind = new Option<string?>("--kind") { Description = "Of this kind: commit, pull-request, ticket, infrastructure-change, note…", HelpName = "NAME" };
        var repository = new Option<string?>("--repository") { Description = "About this repository.", HelpName = "OWNER/NAME" };
        var from = new Option<DateTimeOffset?>("--from") { Description = "About what happened at this time or later.", HelpName = "TIME" };
        var to = new Option<DateTimeOffset?>("--to") { Description = "About what happened before this time.", HelpName = "TIME" };
        var limit = new Option<int>("--limit") { Description = $"How many, 1 to {KnowledgeQuery.MaximumLimit}.", HelpName = "N", DefaultValueFactory = _ => 20 };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("search", "Searches the documents, the best first. Exits 1 when there is none.") { text, kind, repository, from, to, limit, json };
        folder.AddTo(command);
        command.Run((parsed, output, cancellationToken) => RunAsync(
            folder.Read(parsed),
            new KnowledgeQuery
            {
                Text = string.Join(' ', parsed.GetRequiredValue(text)),
                Kind = parsed.GetValue(kind),
                Repository = parsed.GetValue(repository),
                From = parsed.GetValue(from),
                To = parsed.GetValue(to),
                Limit = parsed.GetValue(limit),
            },
            parsed.GetValue(json),
            output,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(DataFolder folder, KnowledgeQuery query, bool isJson, TextWriter output, CancellationToken cancellationToken)
    {
        await using var knowledge = await folder.KnowledgeAsync(cancellationToken);
        var hits = await knowledge.SearchAsync(query, cancellationToken);
        if (isJson)
        {
            await output.WriteLineAsync(FoundDocument.JsonOf(hits));
        }
        else if (hits.Count == 0)
        {
            await output.WriteLineAsync("Nothing was found.");
        }

        foreach (var hit in isJson ? [] : hits)
        {
            var found = hit.Document;
            await output.WriteLineAsync(Table.Plain(found.Title));
            await output.WriteLineAsync(Table.Plain($"    {found.Kind}, {found.Date.UtcDateTime:yyyy-MM-dd}  {found.Path}"));
            await output.WriteLineAsync(Table.Plain($"    {hit.Snippet}"));
            await output.WriteLineAsync();
        }

        return hits.Count > 0 ? ExitCodes.Success : ExitCodes.Findings;
    }
}
