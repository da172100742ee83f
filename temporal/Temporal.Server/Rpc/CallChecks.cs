using Google.Protobuf;
using Temporal.Server.Storage;
using Temporalio.Api.Common.V1;
using Temporalio.Api.TaskQueue.V1;

namespace Temporal.Server.Rpc;

/// <summary>The limits at the door: what passes here is of bearable size and names something that exists.</summary>
internal sealed class CallChecks(NamespaceDirectory namespaces)
{
    public const int LongestName = 1000;
    public const int LargestBlob = 2 << 20;
    public const int MostSearchAttributes = 100;
    public const int LargestSearchAttribute = 2 << 10;
    public const int LargestSearchAttributes = 40 << 10;

    public void Namespace(string ns)
    {
        if (ns.Length == 0)
        {
            throw Refusals.Invalid("Namespace not set on request.");
        }

        if (namespaces.Find(ns) is null)
        {
            throw Refusals.NoSuchNamespace(ns);
        }
    }

    public static void Name(string value, string what)
    {
        if (value.Length == 0)
        {
            throw Refusals.Invalid($"{what} is not set on request.");
        }

        if (value.Length > LongestName)
        {
            throw Refusals.Invalid($"{what} exceeds length limit.");
        }
    }

    public static void OptionalName(string value, string what)
    {
        if (value.Length > LongestName)
        {
            throw Refusals.Invalid($"{what} exceeds length limit.");
        }
    }

    /// <returns>Its workflow id.</returns>
    public static string Execution(WorkflowExecution? execution)
    {
        if (execution is null)
        {
            throw Refusals.Invalid("Execution is not set on request.");
        }

        Name(execution.WorkflowId, "WorkflowId");
        if (execution.RunId.Length > 0 && !Guid.TryParse(execution.RunId, out _))
        {
            throw Refusals.Invalid("Invalid RunId.");
        }

        return execution.WorkflowId;
    }

    /// <returns>Its name.</returns>
    public static string TaskQueue(TaskQueue? queue)
    {
        if (queue is null)
        {
            throw Refusals.Invalid("TaskQueue is not set on request.");
        }

        Name(queue.Name, "TaskQueue");
        return queue.Name;
    }

    public static void Blob(IMessage? blob, string what)
    {
        if (blob is not null && blob.CalculateSize() > LargestBlob)
        {
            throw Refusals.Invalid($"{what} exceeds size limit.");
        }
    }

    public void Attributes(string ns, SearchAttributes? attributes)
    {
        if (attributes is null)
        {
            return;
        }

        if (attributes.IndexedFields.Count > MostSearchAttributes || attributes.CalculateSize() > LargestSearchAttributes)
        {
            throw Refusals.Invalid("search attributes exceed their limits");
        }

        var known = namespaces.SearchAttributes(ns);
        foreach (var (name, value) in attributes.IndexedFields)
        {
            if (!known.ContainsKey(name))
            {
                throw Refusals.Invalid($"Namespace {ns} has no mapping defined for search attribute {name}");
            }

            if (value.CalculateSize() > LargestSearchAttribute)
            {
                throw Refusals.Invalid($"search attribute {name} exceeds size limit");
            }
        }
    }
}
