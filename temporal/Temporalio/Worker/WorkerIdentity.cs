namespace Temporalio.Worker;

/// <summary>How histories name the library whose worker completed a task.</summary>
internal static class WorkerIdentity
{
    // The official name would claim that histories can move between the two libraries both ways.
    public const string SdkName = "temporalio-managed";

    public static string SdkVersion { get; } = typeof(WorkerIdentity).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
}
