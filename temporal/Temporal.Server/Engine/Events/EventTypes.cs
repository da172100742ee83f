using System.Collections.Frozen;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Engine;

/// <summary>The type of an event follows from which attributes it carries, and so do the rules about its id.</summary>
internal static class EventTypes
{
    private const string AttributesSuffix = "EventAttributes";

    private static readonly FrozenDictionary<HistoryEvent.AttributesOneofCase, EventType> ByAttributes =
        Enum.GetValues<HistoryEvent.AttributesOneofCase>()
            .Where(attributes => attributes != HistoryEvent.AttributesOneofCase.None)
            .ToFrozenDictionary(attributes => attributes, attributes => Enum.Parse<EventType>(attributes.ToString()[..^AttributesSuffix.Length]));

    public static EventType Of(HistoryEvent happening) => ByAttributes[happening.AttributesCase];

    /// <summary>Results of activities and children reach the workflow after everything else that waited with them.</summary>
    public static bool IsFlushedLast(EventType type) => type is
        EventType.ActivityTaskCompleted or EventType.ActivityTaskFailed or EventType.ActivityTaskTimedOut or EventType.ActivityTaskCanceled
        or EventType.ChildWorkflowExecutionCompleted or EventType.ChildWorkflowExecutionFailed or EventType.ChildWorkflowExecutionCanceled
        or EventType.ChildWorkflowExecutionTimedOut or EventType.ChildWorkflowExecutionTerminated;
}
