using Temporalio.Api.Command.V1;

namespace Temporal.Server.Engine;

/// <summary>The namespace a command aims at; empty means the workflow's own.</summary>
internal static class Namespaces
{
    // Deprecated on the wire in favour of Nexus, yet every worker still fills it in.
#pragma warning disable CS0612
    public static string Of(StartChildWorkflowExecutionCommandAttributes command) => command.Namespace;

    public static string Of(SignalExternalWorkflowExecutionCommandAttributes command) => command.Namespace;

    public static string Of(RequestCancelExternalWorkflowExecutionCommandAttributes command) => command.Namespace;
#pragma warning restore CS0612
}
