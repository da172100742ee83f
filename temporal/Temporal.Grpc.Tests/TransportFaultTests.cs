using System.Net;
using System.Net.Sockets;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Temporal.Grpc.Tests;

public sealed class TransportFaultTests
{
    [Fact]
    public async Task A_refused_connection_is_unavailable()
    {
        using var channel = new GrpcChannel(new GrpcChannelOptions { Address = ClosedPort() });

        var failed = await Assert.ThrowsAsync<GrpcException>(() => channel.SayAsync("x"));

        Assert.Equal(GrpcStatusCode.Unavailable, failed.Code);
    }

    [Fact]
    public async Task A_channel_outlives_a_server_that_goes_and_comes_back()
    {
        var first = await Calls.ServeEchoAsync();
        using var channel = first.Connect();
        await channel.SayAsync("before");
        await first.DisposeAsync();

        var failed = await Assert.ThrowsAsync<GrpcException>(() => channel.SayAsync("between"));
        Assert.Equal(GrpcStatusCode.Unavailable, failed.Code);
    }

    [Fact]
    public async Task A_call_in_flight_while_the_server_aborts_the_connection_is_unavailable_or_internal()
    {
        await using var server = await WireServer.StartAsync(routes => RawServer.Map(routes, context =>
        {
            context.Features.GetRequiredFeature<IConnectionLifetimeFeature>().Abort();
            return Task.CompletedTask;
        }));
        using var channel = server.Connect();

        var failed = await Assert.ThrowsAsync<GrpcException>(() => channel.SayAsync("x"));

        Assert.True(failed.Code is GrpcStatusCode.Unavailable or GrpcStatusCode.Internal, failed.Message);
    }

    [Theory]
    [InlineData(0x1, GrpcStatusCode.Internal)]
    [InlineData(0x8, GrpcStatusCode.Cancelled)]
    [InlineData(0xb, GrpcStatusCode.ResourceExhausted)]
    [InlineData(0xc, GrpcStatusCode.PermissionDenied)]
    public async Task A_reset_stream_becomes_the_status_that_its_code_stands_for(int resetCode, GrpcStatusCode expected)
    {
        await using var server = await WireServer.StartAsync(routes => RawServer.Map(routes, context =>
        {
            context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(resetCode);
            return Task.CompletedTask;
        }));
        using var channel = server.Connect();

        var failed = await Assert.ThrowsAsync<GrpcException>(() => channel.SayAsync("x"));

        Assert.Equal(expected, failed.Code);
    }

    [Theory]
    [InlineData(400, GrpcStatusCode.Internal)]
    [InlineData(401, GrpcStatusCode.Unauthenticated)]
    [InlineData(403, GrpcStatusCode.PermissionDenied)]
    [InlineData(404, GrpcStatusCode.Unimplemented)]
    [InlineData(429, GrpcStatusCode.Unavailable)]
    [InlineData(502, GrpcStatusCode.Unavailable)]
    [InlineData(503, GrpcStatusCode.Unavailable)]
    [InlineData(504, GrpcStatusCode.Unavailable)]
    [InlineData(500, GrpcStatusCode.Unknown)]
    public async Task An_http_error_without_a_grpc_status_is_translated(int http, GrpcStatusCode expected)
    {
        await using var server = await WireServer.StartAsync(routes => RawServer.Map(routes, context =>
        {
            context.Response.StatusCode = http;
            return Task.CompletedTask;
        }));
        using var channel = server.Connect();

        Assert.Equal(expected, (await Assert.ThrowsAsync<GrpcException>(() => channel.SayAsync("x"))).Code);
    }

    [Fact]
    public async Task An_answer_that_is_not_grpc_or_has_no_status_is_unknown()
    {
        await using var html = await WireServer.StartAsync(routes => RawServer.Map(routes, context =>
        {
            context.Response.ContentType = "text/html";
            return Task.CompletedTask;
        }));
        await using var mute = await WireServer.StartAsync(routes => RawServer.Map(
            routes, context => RawServer.AnswerAsync(context, RawClient.Frame(new StringValue()), _ => { })));

        foreach (var server in new[] { html, mute })
        {
            using var channel = server.Connect();
            Assert.Equal(GrpcStatusCode.Unknown, (await Assert.ThrowsAsync<GrpcException>(() => channel.SayAsync("x"))).Code);
        }
    }

    private static Uri ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}");
    }
}
