using System.Text;
using Temporalio.Exceptions;

namespace Webhooks.Workflows.Patterns;

/// <summary>What a failure is called in outcomes, results and logs: the innermost cause's name; never its message, which may quote foreign text.</summary>
internal static class FailureName
{
    public static string Of(Exception failure)
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
