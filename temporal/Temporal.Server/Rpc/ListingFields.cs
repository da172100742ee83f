using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Rpc;

/// <summary>The fields that every run has, by the names that queries use.</summary>
internal static class ListingFields
{
    public const string NamespaceDivision = "TemporalNamespaceDivision";

    private static readonly Dictionary<string, ListingField> Fields = new(StringComparer.Ordinal)
    {
        ["WorkflowId"] = new("workflow_id", ListingFieldKind.Keyword),
        ["RunId"] = new("run_id", ListingFieldKind.Keyword),
        ["WorkflowType"] = new("type", ListingFieldKind.Keyword),
        ["TaskQueue"] = new("task_queue", ListingFieldKind.Keyword),
        ["ExecutionStatus"] = new("status", ListingFieldKind.Status),
        ["StartTime"] = new("start_time", ListingFieldKind.Time),
        ["ExecutionTime"] = new("execution_time", ListingFieldKind.Time),
        ["CloseTime"] = new("close_time", ListingFieldKind.Time),
        ["ExecutionDuration"] = new("(close_time-execution_time)", ListingFieldKind.Duration),
        ["HistoryLength"] = new("history_length", ListingFieldKind.Number),
        ["HistorySizeBytes"] = new("history_size", ListingFieldKind.Number),
        ["StateTransitionCount"] = new("transitions", ListingFieldKind.Number),
        ["ParentWorkflowId"] = new("parent_workflow_id", ListingFieldKind.Keyword),
        ["ParentRunId"] = new("parent_run_id", ListingFieldKind.Keyword),
        ["RootWorkflowId"] = new("root_workflow_id", ListingFieldKind.Keyword),
        ["RootRunId"] = new("root_run_id", ListingFieldKind.Keyword),
    };

    public static IEnumerable<KeyValuePair<string, IndexedValueType>> SystemTypes => Fields.Select(pair => KeyValuePair.Create(
        pair.Key,
        pair.Value.Kind switch
        {
            ListingFieldKind.Time => IndexedValueType.Datetime,
            ListingFieldKind.Number or ListingFieldKind.Duration => IndexedValueType.Int,
            ListingFieldKind.Keyword or ListingFieldKind.Status or ListingFieldKind.Text or ListingFieldKind.KeywordList
                or ListingFieldKind.Bool => IndexedValueType.Keyword,
        }));

    public static bool IsSystem(string name) => Fields.ContainsKey(name);

    public static ListingField? Find(string name, IReadOnlyDictionary<string, IndexedValueType> attributes) =>
        Fields.GetValueOrDefault(name) ?? (attributes.TryGetValue(name, out var type) ? OfAttribute(type) : null);

    private static ListingField OfAttribute(IndexedValueType type) => new(Column: null, type switch
    {
        IndexedValueType.Text => ListingFieldKind.Text,
        IndexedValueType.KeywordList => ListingFieldKind.KeywordList,
        IndexedValueType.Int or IndexedValueType.Double => ListingFieldKind.Number,
        IndexedValueType.Bool => ListingFieldKind.Bool,
        IndexedValueType.Datetime => ListingFieldKind.Time,
        IndexedValueType.Keyword or IndexedValueType.Unspecified => ListingFieldKind.Keyword,
    });
}
