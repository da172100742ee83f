using ProtoPriority = Temporalio.Api.Common.V1.Priority;

namespace Temporalio.Common;

/// <summary>The order among waiting tasks of a queue; a lower key goes first.</summary>
public sealed record Priority
{
    public Priority(int? priorityKey = null, string? fairnessKey = null, float? fairnessWeight = null) =>
        (PriorityKey, FairnessKey, FairnessWeight) = (priorityKey, fairnessKey, fairnessWeight);

    internal Priority(ProtoPriority proto)
        : this(
            proto.PriorityKey == 0 ? null : proto.PriorityKey,
            proto.FairnessKey.Length == 0 ? null : proto.FairnessKey,
            proto.FairnessWeight == 0 ? null : proto.FairnessWeight)
    {
    }

    public static Priority Default { get; } = new();

    public int? PriorityKey { get; init; }

    public string? FairnessKey { get; init; }

    public float? FairnessWeight { get; init; }

    internal ProtoPriority ToProto() =>
        new() { PriorityKey = PriorityKey ?? 0, FairnessKey = FairnessKey ?? "", FairnessWeight = FairnessWeight ?? 0 };
}
