using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;

namespace Temporalio.Client;

public class WorkflowExecutionDescription : WorkflowExecution
{
    private readonly DataConverter converter;

    protected internal WorkflowExecutionDescription(DescribeWorkflowExecutionResponse rawDescription, DataConverter dataConverter)
        : base(rawDescription.WorkflowExecutionInfo, dataConverter, null)
    {
        RawDescription = rawDescription;
        converter = dataConverter;
    }

    /// <summary>Pending activities and children, time-outs: what the typed members do not say.</summary>
    internal DescribeWorkflowExecutionResponse RawDescription { get; }

    public Task<string?> GetStaticSummaryAsync() => TextAsync(RawDescription.ExecutionConfig?.UserMetadata?.Summary);

    public Task<string?> GetStaticDetailsAsync() => TextAsync(RawDescription.ExecutionConfig?.UserMetadata?.Details);

    private async Task<string?> TextAsync(Payload? payload) => payload is null ? null : await converter.ToValueAsync<string?>(payload);
}
