using System.Text.Json;
using Temporal.Server.State;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

/// <summary>Keeps the search attribute that says which builds have worked on a run.</summary>
internal static class BuildIds
{
    private const string Name = "BuildIds";
    private const string Unversioned = "unversioned";

    public static void Track(RunState state, RespondWorkflowTaskCompletedRequest request)
    {
        var buildId = CompletedWorkflowTaskEvent.BuildIdOf(request);
        if (buildId.Length == 0 || buildId == state.BuildId)
        {
            return;
        }

        state.BuildId = buildId;
        state.SearchAttributes ??= new SearchAttributes();
        var known = Known(state.SearchAttributes);
        var mark = Unversioned + ":" + buildId;
        if (!known.Contains(mark))
        {
            known.Add(mark);
        }

        state.SearchAttributes.IndexedFields[Name] = SearchAttributeValues.KeywordList(known);
    }

    private static List<string> Known(SearchAttributes attributes)
    {
        try
        {
            return attributes.IndexedFields.TryGetValue(Name, out var payload)
                ? JsonSerializer.Deserialize<List<string>>(payload.Data.Span) ?? [Unversioned]
                : [Unversioned];
        }
        catch (JsonException)
        {
            // A client may have set the attribute to something of its own; the list begins anew.
            return [Unversioned];
        }
    }
}
