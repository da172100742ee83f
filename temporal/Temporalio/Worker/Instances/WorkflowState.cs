using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Worker.Machines;
using Temporalio.Workflows;

namespace Temporalio.Worker.Instances;

/// <summary>Memo and search attributes of the run, as started and as changed since.</summary>
internal sealed class WorkflowState(WorkflowInstance run, WorkflowExecutionStartedEventAttributes started)
{
    private readonly Dictionary<string, IRawValue> memo = (started.Memo?.Fields ?? [])
        .ToDictionary(field => field.Key, IRawValue (field) => new RawValue(field.Value), StringComparer.Ordinal);

    public IReadOnlyDictionary<string, IRawValue> Memo => memo;

    public SearchAttributeCollection SearchAttributes { get; private set; } =
        started.SearchAttributes is { } initial ? SearchAttributeCollection.FromProto(initial) : SearchAttributeCollection.Empty;

    public void UpsertMemo(MemoUpdate[] updates)
    {
        run.CheckWritable();
        CheckUnique(updates.Select(update => update.UntypedKey));
        var upserted = new Memo();
        foreach (var update in updates)
        {
            upserted.Fields[update.UntypedKey] = run.PayloadConverter.ToPayload(update.HasValue ? update.UntypedValue : null);
        }

        run.Ask(new WorkflowCommand.ModifyMemo(new Command
        {
            CommandType = CommandType.ModifyWorkflowProperties,
            ModifyWorkflowPropertiesCommandAttributes = new() { UpsertedMemo = upserted },
        }));
        foreach (var update in updates)
        {
            if (update.HasValue)
            {
                memo[update.UntypedKey] = new RawValue(upserted.Fields[update.UntypedKey]);
            }
            else
            {
                memo.Remove(update.UntypedKey);
            }
        }
    }

    public void UpsertSearchAttributes(SearchAttributeUpdate[] updates)
    {
        run.CheckWritable();
        CheckUnique(updates.Select(update => update.UntypedKey.Name));
        var upserted = new SearchAttributes();
        var next = new SearchAttributeCollection.Builder(SearchAttributes);
        foreach (var update in updates.Where(IsAllowed))
        {
            var key = update.UntypedKey;
            upserted.IndexedFields[key.Name] =
                update.HasValue ? SearchAttributePayload.Write(key, update.UntypedValue) : SearchAttributePayload.WriteUnset(key);
            next.Unset(key.Name);
        }

        next.Set(SearchAttributeCollection.FromProto(upserted));
        run.Ask(new WorkflowCommand.UpsertSearchAttributes(new Command
        {
            CommandType = CommandType.UpsertWorkflowSearchAttributes,
            UpsertWorkflowSearchAttributesCommandAttributes = new() { SearchAttributes = upserted },
        }));
        SearchAttributes = next.ToSearchAttributeCollection();
    }

    // The list of patches is the worker's own; the upsert still happens, so that a replay finds its command.
    private static bool IsAllowed(SearchAttributeUpdate update) => update.UntypedKey.Name != PatchMarker.SearchAttribute;

    private static void CheckUnique(IEnumerable<string> keys)
    {
        var names = keys.ToList();
        if (names.Count == 0)
        {
            throw new ArgumentException("At least one update is needed");
        }

        if (names.Distinct(StringComparer.Ordinal).Count() != names.Count)
        {
            throw new ArgumentException("A key is updated more than once");
        }
    }
}
