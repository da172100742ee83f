using System.Net;
using System.Net.Http.Headers;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Webhooks.Cli.Diagnosing;

/// <summary>The Temporal that gateway and worker are configured for.</summary>
internal static class TemporalCheck
{
    private const string Name = "Temporal";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(500);

    public static async Task<IReadOnlyList<Finding>> RunAsync(TemporalClientConnectOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var place = $"{options.TargetHost}, namespace {options.Namespace}";
        try
        {
            var client = TemporalClient.CreateLazy(options);
            var rpc = new RpcOptions { Timeout = Patience, CancellationToken = cancellationToken };
            await client.Connection.CheckHealthAsync(options: rpc);
            var began = time.GetTimestamp();
            await client.Connection.WorkflowService.DescribeNamespaceAsync(new DescribeNamespaceRequest { Namespace = options.Namespace }, rpc);
            var took = time.GetElapsedTime(began);
            var detail = $"{place}: {took.TotalMilliseconds:0} ms";
            return
            [
                took > Slow ? Finding.Warn(Name, detail, "Each delivery is one call, 64 at once: bring gateway and Temporal closer together.") : Finding.Ok(Name, detail),
                ClockCheck.Of(Name, await DateAsync(options, cancellationToken), time.GetUtcNow()),
            ];
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
        {
            return [Finding.Fail(Name, $"{place}: {e.Message}", "Make the namespace, or set TEMPORAL_NAMESPACE.")];
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException or HttpRequestException or IOException)
        {
            return [Finding.Fail(Name, $"{place}: {e.Message}", "Start it, or set TEMPORAL_ADDRESS, TEMPORAL_API_KEY and TEMPORAL_TLS_*. Deliveries are accepted and wait meanwhile.")];
        }
    }

    /// <summary>The client keeps no headers, so they are asked for beside it. Not every Temporal sends one.</summary>
    private static async Task<DateTimeOffset?> DateAsync(TemporalClientConnectOptions options, CancellationToken cancellationToken)
    {
        if (options.Tls is { Disabled: false } || options.ApiKey is not null)
        {
            return null;
        }

        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Patience };
#pragma warning disable S5332 // What the client itself does when no TLS is configured; nothing secret is sent.
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{options.TargetHost}/grpc.health.v1.Health/Check")
#pragma warning restore S5332
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(new byte[5]) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };
        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            return response.Headers.Date;
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Its clock is one thing more that might be known; that it can be reached is known already.
            return null;
        }
    }
}
