using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Exceptions;

namespace Temporalio.Worker.Machines;

/// <summary>Follows one thing the workflow asked for, from its command to its last event.</summary>
internal abstract class Machine(WorkflowMachines run)
{
    /// <summary>Taken back before its command was sent: the command is as if never made.</summary>
    public bool Dropped { get; protected set; }

    /// <summary>No further event of it is expected.</summary>
    public bool Final { get; protected set; }

    protected WorkflowMachines Run { get; } = run;

    /// <summary>An event that mirrors one of this machine's commands; its type was compared with the command's already.</summary>
    public abstract void OnCommandEvent(HistoryEvent e);

    /// <summary>A later event of what the command began.</summary>
    public virtual void OnEvent(HistoryEvent e) => throw Refused(e);

    protected Exception Refused(HistoryEvent e) =>
        Nondeterminism.Because($"{GetType().Name} does not handle this event: {Nondeterminism.Describe(e)}");
}

/// <summary>A command of a machine on its way to the server, or waiting for its event.</summary>
internal sealed record OutgoingCommand(Machine Machine, Command Command);
