using System.CommandLine;
using Temporalio.Exceptions;
using Webhooks.Storage.Knowledge;
using Webhooks.Storage.Ledger;

namespace Webhooks.Cli.CommandLine;

/// <summary>Where the failures that are explained by their message become exit codes.</summary>
internal static class Actions
{
    public static void Run(this Command command, Func<ParseResult, TextWriter, CancellationToken, Task<int>> action) =>
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                return await action(parsed, parsed.InvocationConfiguration.Output, cancellationToken);
            }
            catch (Exception e) when (e is CannotRunException or LedgerUnavailableException or KnowledgeUnavailableException or IOException or UnauthorizedAccessException)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(e.Message);
                return ExitCodes.CannotRun;
            }
            catch (RpcException e)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"Temporal answers {e.Code}: {e.Message}");
                return ExitCodes.CannotRun;
            }
        });
}
