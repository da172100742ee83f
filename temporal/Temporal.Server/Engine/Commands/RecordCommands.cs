using Temporal.Grpc;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Engine;

/// <summary>Commands that only leave something behind: markers, search attributes, memo.</summary>
internal static class RecordCommands
{
    public static CommandRefusal? Marker(CommandBatch batch, RecordMarkerCommandAttributes command)
    {
        if (command.MarkerName.Length == 0)
        {
            return new CommandRefusal(WorkflowTaskFailedCause.BadRecordMarkerAttributes, "MarkerName is not set on command.");
        }

        var attributes = new MarkerRecordedEventAttributes
        {
            MarkerName = command.MarkerName,
            Header = command.Header,
            Failure = command.Failure,
            WorkflowTaskCompletedEventId = batch.CompletedEventId,
        };
        attributes.Details.Add(command.Details);
        batch.Write(new HistoryEvent { MarkerRecordedEventAttributes = attributes });
        return null;
    }

    public static CommandRefusal? SearchAttributes(CommandBatch batch, UpsertWorkflowSearchAttributesCommandAttributes command)
    {
        if (command.SearchAttributes is not { IndexedFields.Count: > 0 })
        {
            return new CommandRefusal(WorkflowTaskFailedCause.BadSearchAttributes, "SearchAttributes is not set on command.");
        }

        SearchAttributes typed;
        try
        {
            typed = SearchAttributeValues.Typed(batch.Tx, batch.Run.Key.Namespace, command.SearchAttributes)!; // Not null for what is not null.
        }
        catch (GrpcException refused) when (refused.Code == GrpcStatusCode.InvalidArgument)
        {
            // The same check answers a client by status; here the worker hears it as the cause of a failed task.
            return new CommandRefusal(WorkflowTaskFailedCause.BadSearchAttributes, refused.Message);
        }

        var state = batch.Run.State;
        state.SearchAttributes = SearchAttributeValues.Merge(state.SearchAttributes, typed);
        batch.Write(new HistoryEvent
        {
            UpsertWorkflowSearchAttributesEventAttributes = new UpsertWorkflowSearchAttributesEventAttributes
            {
                SearchAttributes = typed,
                WorkflowTaskCompletedEventId = batch.CompletedEventId,
            },
        });
        return null;
    }

    public static CommandRefusal? Memo(CommandBatch batch, ModifyWorkflowPropertiesCommandAttributes command)
    {
        if (command.UpsertedMemo is not { Fields.Count: > 0 })
        {
            return new CommandRefusal(WorkflowTaskFailedCause.BadModifyWorkflowPropertiesAttributes, "UpsertedMemo is not set on command.");
        }

        var state = batch.Run.State;
        var merged = state.Memo?.Clone() ?? new Memo();
        foreach (var (name, value) in command.UpsertedMemo.Fields)
        {
            if (IsNull(value))
            {
                merged.Fields.Remove(name);
            }
            else
            {
                merged.Fields[name] = value;
            }
        }

        state.Memo = merged;
        batch.Write(new HistoryEvent
        {
            WorkflowPropertiesModifiedEventAttributes = new WorkflowPropertiesModifiedEventAttributes
            {
                UpsertedMemo = command.UpsertedMemo,
                WorkflowTaskCompletedEventId = batch.CompletedEventId,
            },
        });
        return null;
    }

    private static bool IsNull(Payload value) =>
        value.Data.IsEmpty || (value.Metadata.TryGetValue("encoding", out var encoding) && encoding.ToStringUtf8() == "binary/null")
        || (value.Data.Length == 4 && value.Data.ToStringUtf8() == "null");
}
