using System.Text.Json;
using System.Text.Json.Serialization;
using Google.Protobuf;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Common;

namespace Temporalio.Worker.Machines;

/// <summary>The marker that says a run has taken a patch, and the search attribute that lists all it has taken.</summary>
internal sealed record PatchMarker([property: JsonPropertyName("id")] string Id, [property: JsonPropertyName("deprecated")] bool Deprecated)
{
    public const string MarkerName = "core_patch";
    public const string SearchAttribute = "TemporalChangeVersion";

    private const string DetailsKey = "patch-data";
    private const int MaximumSearchAttributeBytes = 2048;

    private static readonly SearchAttributeKey ChangeVersions = SearchAttributeKey.CreateKeywordList(SearchAttribute);

    public static PatchMarker? TryRead(HistoryEvent e)
    {
        if (e.EventType != EventType.MarkerRecorded || e.MarkerRecordedEventAttributes.MarkerName != MarkerName)
        {
            return null;
        }

        var details = e.MarkerRecordedEventAttributes.Details;
        if (details.TryGetValue(DetailsKey, out var data) && data.Payloads_.Count > 0)
        {
            return JsonSerializer.Deserialize<PatchMarker>(data.Payloads_[0].Data.Span);
        }

        // Histories of early workers hold the two members apart.
        return details.TryGetValue("patch_id", out var id) && id.Payloads_.Count > 0
            ? new(Text(id), details.TryGetValue("deprecated", out var deprecated) && deprecated.Payloads_.Count > 0 && IsTrue(deprecated))
            : throw Nondeterminism.Fatal($"patch marker without patch id: {Nondeterminism.Describe(e)}");
    }

    public static bool IsVersionUpsert(HistoryEvent e) =>
        e.EventType == EventType.UpsertWorkflowSearchAttributes
        && e.UpsertWorkflowSearchAttributesEventAttributes.SearchAttributes?.IndexedFields.ContainsKey(SearchAttribute) == true;

    public Command ToCommand()
    {
        var marker = new RecordMarkerCommandAttributes { MarkerName = MarkerName };
        marker.Details[DetailsKey] = new Payloads { Payloads_ = { Json(JsonSerializer.SerializeToUtf8Bytes(this)) } };
        return new() { CommandType = CommandType.RecordMarker, RecordMarkerCommandAttributes = marker };
    }

    /// <summary>Null when the list has outgrown what a search attribute may hold.</summary>
    public static Command? UpsertOf(IEnumerable<string> patchIds)
    {
        var value = SearchAttributePayload.Write(ChangeVersions, patchIds.Order(StringComparer.Ordinal).ToArray());
        if (value.Data.Length >= MaximumSearchAttributeBytes)
        {
            return null;
        }

        var attributes = new SearchAttributes();
        attributes.IndexedFields[SearchAttribute] = value;
        return new()
        {
            CommandType = CommandType.UpsertWorkflowSearchAttributes,
            UpsertWorkflowSearchAttributesCommandAttributes = new() { SearchAttributes = attributes },
        };
    }

    private static Payload Json(byte[] utf8) => new()
    {
        Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") },
        Data = ByteString.CopyFrom(utf8),
    };

    private static string Text(Payloads payloads) => payloads.Payloads_[0].Data.ToStringUtf8().Trim('"');

    private static bool IsTrue(Payloads payloads) => payloads.Payloads_[0].Data.Span is [1] || Text(payloads) == "true";
}
