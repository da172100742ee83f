using Temporal.Server.Engine;

namespace Temporal.Server.Storage;

/// <summary>Fires what is due in one run.</summary>
internal sealed class FireDueChange(RunKey key) : Change
{
    public RunKey Key => key;

    public override void Run(Transaction transaction)
    {
        if (transaction.Find(key) is { } run && run.IsOpen)
        {
            Deadlines.FireDue(transaction, run);
        }
    }

    public override void Settle()
    {
        // Nobody waits; the loop looks at Failure and tries again.
    }
}
