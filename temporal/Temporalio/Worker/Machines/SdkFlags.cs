using Temporalio.Api.Sdk.V1;

namespace Temporalio.Worker.Machines;

/// <summary>
/// Behaviours that came later than the first histories. A new task uses all of them and writes their numbers; a replay uses
/// those its history names. The numbers are Temporal's.
/// </summary>
internal sealed class SdkFlags
{
    /// <summary>Ids and types of activities and children are compared on replay.</summary>
    public const uint IdAndTypeChecks = 1;

    /// <summary>A patch also upserts the list of patches as a search attribute.</summary>
    public const uint UpsertOnPatch = 2;

    /// <summary>The command that ends the run goes last.</summary>
    public const uint EndCommandLast = 3;

    private const uint ModernEventLoop = 2;

    private static readonly uint[] Core = [IdAndTypeChecks, UpsertOnPatch, EndCommandLast];
    private static readonly uint[] Lang = [ModernEventLoop];

    private readonly HashSet<uint> recordedCore = [];
    private readonly HashSet<uint> recordedLang = [];
    private string recordedName = "";
    private string recordedVersion = "";
    private bool firstTaskRecorded;

    public bool Replaying { get; set; } = true;

    public bool InUse(uint flag) => !Replaying || recordedCore.Contains(flag);

    public void Read(WorkflowTaskCompletedMetadata? recorded)
    {
        firstTaskRecorded = true;
        if (recorded is null)
        {
            return;
        }

        recordedCore.UnionWith(recorded.CoreUsedFlags);
        recordedLang.UnionWith(recorded.LangUsedFlags);
        recordedName = recorded.SdkName.Length > 0 ? recorded.SdkName : recordedName;
        recordedVersion = recorded.SdkVersion.Length > 0 ? recorded.SdkVersion : recordedVersion;
    }

    /// <summary>What the completion of a new task adds to the record.</summary>
    public WorkflowTaskCompletedMetadata ToRecord()
    {
        var metadata = new WorkflowTaskCompletedMetadata
        {
            SdkName = recordedName == WorkerIdentity.SdkName ? "" : WorkerIdentity.SdkName,
            SdkVersion = recordedVersion == WorkerIdentity.SdkVersion ? "" : WorkerIdentity.SdkVersion,
        };
        metadata.CoreUsedFlags.AddRange(Core.Where(flag => !recordedCore.Contains(flag)));
        if (!firstTaskRecorded)
        {
            metadata.LangUsedFlags.AddRange(Lang.Where(flag => !recordedLang.Contains(flag)));
        }

        return metadata;
    }
}
