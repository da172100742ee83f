using Temporalio.Api.Enums.V1;
using Temporalio.Client.Interceptors;

namespace Temporalio.Testing;

/// <summary>Unlocks time around every wait for the end of a run, whichever handle it is made through.</summary>
internal sealed class SkipWhileWaiting(UnlockedWaits waits) : IClientInterceptor
{
    public ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) => new Outbound(nextInterceptor, waits);

    private sealed class Outbound(ClientOutboundInterceptor next, UnlockedWaits waits) : ClientOutboundInterceptor(next)
    {
        public override Task<WorkflowHistoryEventPage> FetchWorkflowHistoryEventPageAsync(FetchWorkflowHistoryEventPageInput input) =>
            input is { WaitNewEvent: true, EventFilterType: HistoryEventFilterType.CloseEvent }
                ? waits.WaitAsync(() => base.FetchWorkflowHistoryEventPageAsync(input))
                : base.FetchWorkflowHistoryEventPageAsync(input);
    }
}
