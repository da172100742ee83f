using System.Text;
using Temporalio.Exceptions;
using Webhooks.Contracts.Deliveries;

namespace Webhooks.Workflows.Entities;

/// <summary>Turns a failure into the outcome that sets a delivery aside for a person.</summary>
internal static class Quarantine
{
    public static Outcome Because(Exception failure, IReadOnlyList<string>? artefacts = null) =>
        new() { Kind = OutcomeKind.Quarantined, Reason = Reason(failure), Artefacts = artefacts ?? [] };

    /// <summary>The innermost cause's name; never its message, which may quote foreign text.</summary>
    private static string Reason(Exception failure)
    {
        var cause = failure;
        while (cause is ActivityFailureException or ChildWorkflowFailureException && cause.InnerException is { } inner)
        {
            cause = inner;
        }

        return cause switch
        {
            ApplicationFailureException { ErrorType: { Length: > 0 and <= 60 } type } when type.All(char.IsAsciiLetterOrDigit) => Hyphenated(type),
            TimeoutFailureException => "timeout",
            CanceledFailureException => "cancelled",
            TerminatedFailureException => "terminated",
            _ => "unexpected-failure",
        };
    }

    private static string Hyphenated(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
