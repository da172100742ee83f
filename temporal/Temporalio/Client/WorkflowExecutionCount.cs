using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;

namespace Temporalio.Client;

public class WorkflowExecutionCount
{
    protected internal WorkflowExecutionCount(CountWorkflowExecutionsResponse raw)
    {
        Count = raw.Count;
        Groups = [.. raw.Groups.Select(each => new AggregationGroup(each))];
    }

    public long Count { get; }

    /// <summary>One a group when the query groups, else none.</summary>
    public IReadOnlyCollection<AggregationGroup> Groups { get; }

    public class AggregationGroup
    {
        protected internal AggregationGroup(CountWorkflowExecutionsResponse.Types.AggregationGroup raw)
        {
            Count = raw.Count;
            GroupValues = [.. raw.GroupValues.Select(each => DataConverter.Default.PayloadConverter.ToValue<object>(each))];
        }

        public long Count { get; }

        public IReadOnlyCollection<object> GroupValues { get; }
    }
}
