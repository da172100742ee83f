using Google.Protobuf;
using Temporalio.Api.History.V1;

namespace Temporalio.Common;

/// <summary>A workflow's events, as fetched or as exported by another tool.</summary>
public record WorkflowHistory(string Id, IReadOnlyCollection<HistoryEvent> Events)
{
    /// <summary>Reads protobuf JSON, with enum names in the present or in the older, unprefixed form. Unknown fields are ignored.</summary>
    public static WorkflowHistory FromJson(string workflowId, string json)
    {
        var parser = new JsonParser(JsonParser.Settings.Default.WithIgnoreUnknownFields(true).WithRecursionLimit(200));
        var history = parser.Parse<History>(EnumNames.Modernise(json, History.Descriptor));
        return new(workflowId, history.Events);
    }

    public string ToJson()
    {
        using var writer = new StringWriter();
        ToJson(writer);
        return writer.ToString();
    }

    public void ToJson(TextWriter writer)
    {
        var history = new History();
        history.Events.AddRange(Events);
        JsonFormatter.Default.Format(history, writer);
    }
}
