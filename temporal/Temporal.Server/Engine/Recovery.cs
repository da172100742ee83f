namespace Temporal.Server.Engine;

internal static class Recovery
{
    /// <summary>Offers again what waits for a worker, for a run loaded after a restart.</summary>
    public static void Redispatch(Transaction tx, Run run) => throw new NotImplementedException();
}
