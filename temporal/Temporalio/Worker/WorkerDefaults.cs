using System.Diagnostics;
using System.Reflection;

namespace Temporalio.Worker;

internal static class WorkerDefaults
{
    public const int Slots = 100;

    public static readonly TimeSpan DeadlockLimit = TimeSpan.FromSeconds(2);

    public static bool DebugMode { get; } =
        Debugger.IsAttached || Environment.GetEnvironmentVariable("TEMPORAL_DEBUG") is "1" or "true" or "TRUE" or "True";

    public static string BuildId => (Assembly.GetEntryAssembly() ?? typeof(WorkerDefaults).Assembly).ManifestModule.ModuleVersionId.ToString();
}
