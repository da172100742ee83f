using Google.Protobuf.WellKnownTypes;
using Temporal.Grpc;
using Temporal.Server.Engine;
using Temporal.Server.Skipping;
using Temporal.Server.Wire;
using Temporalio.Api.TestService.V1;

namespace Temporal.Server.Rpc;

/// <summary>The service that tests steer time with.</summary>
internal sealed class TestCalls(ServerCore core, SkippedTime time)
{
    public Task<LockTimeSkippingResponse> LockAsync(LockTimeSkippingRequest request, GrpcServerCall call)
    {
        time.Lock();
        return Task.FromResult(new LockTimeSkippingResponse());
    }

    public Task<UnlockTimeSkippingResponse> UnlockAsync(UnlockTimeSkippingRequest request, GrpcServerCall call)
    {
        time.Unlock();
        return Task.FromResult(new UnlockTimeSkippingResponse());
    }

    public Task<SleepResponse> SleepAsync(SleepRequest request, GrpcServerCall call) => SleepForAsync(request, unlocked: false, call);

    public Task<SleepResponse> UnlockWithSleepAsync(SleepRequest request, GrpcServerCall call) => SleepForAsync(request, unlocked: true, call);

    public Task<SleepResponse> SleepUntilAsync(SleepUntilRequest request, GrpcServerCall call)
    {
        var moment = Moment(request.Timestamp);
        return SleepAsync(_ => moment, unlocked: false, call);
    }

    public Task<GetCurrentTimeResponse> GetCurrentTimeAsync(Empty request, GrpcServerCall call) =>
        Task.FromResult(new GetCurrentTimeResponse { Time = time.Now.ToTimestamp() });

    private Task<SleepResponse> SleepForAsync(SleepRequest request, bool unlocked, GrpcServerCall call)
    {
        TimeMath.Check(request.Duration, "Duration");
        var duration = request.Duration.Span();
        return SleepAsync(now => now.Plus(duration), unlocked, call);
    }

    private async Task<SleepResponse> SleepAsync(Func<DateTimeOffset, DateTimeOffset> until, bool unlocked, GrpcServerCall call)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(call.Cancelled, core.Stopping);
        try
        {
            await time.SleepAsync(until, unlocked, gone.Token).ConfigureAwait(false);
            return new SleepResponse();
        }
        catch (OperationCanceledException) when (core.Stopping.IsCancellationRequested)
        {
            throw Refusals.Stopping();
        }
    }

    private static DateTimeOffset Moment(Timestamp? timestamp)
    {
        try
        {
            return timestamp?.ToDateTimeOffset() ?? DateTimeOffset.MinValue;
        }
        catch (InvalidOperationException)
        {
            throw Refusals.Invalid("Timestamp is not a valid moment.");
        }
    }
}
