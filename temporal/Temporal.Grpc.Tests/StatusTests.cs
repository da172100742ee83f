using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporal.Server.Wire;
using Temporalio.Api.ErrorDetails.V1;
using RpcStatus = Google.Rpc.Status;

namespace Temporal.Grpc.Tests;

public sealed class StatusTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("100 % of it, with\r\na line break")]
    [InlineData("Grüße, 世界 🌍")]
    [InlineData("%41%")]
    [InlineData("")]
    public async Task A_handlers_status_arrives_with_its_message(string message)
    {
        await using var server = await Calls.ServeAsync((_, _) => throw new GrpcException(GrpcStatusCode.FailedPrecondition, message));
        using var channel = server.Connect();

        var failed = await Assert.ThrowsAsync<GrpcException>(() => channel.SayAsync("x"));

        Assert.Equal(GrpcStatusCode.FailedPrecondition, failed.Code);
        Assert.Equal(message, failed.Message);
        Assert.Empty(server.Log.Errors);
    }

    [Fact]
    public async Task Rich_details_survive_the_wire()
    {
        var detail = new WorkflowExecutionAlreadyStartedFailure { RunId = "rún", StartRequestId = "request" };
        await using var server = await Calls.ServeAsync((_, _) => throw GrpcException.WithDetail(GrpcStatusCode.AlreadyExists, "läuft", detail));
        using var channel = server.Connect();

        var failed = await Assert.ThrowsAsync<GrpcException>(() => channel.SayAsync("x"));

        Assert.Equal(detail, failed.Detail<WorkflowExecutionAlreadyStartedFailure>());
        Assert.Null(failed.Detail<NotFoundFailure>());
        Assert.Equal("type.googleapis.com/temporal.api.errordetails.v1.WorkflowExecutionAlreadyStartedFailure", failed.Status!.Details[0].TypeUrl);
        Assert.Equal((int)GrpcStatusCode.AlreadyExists, failed.Status.Code);
        Assert.Equal("läuft", failed.Status.Message);
    }

    [Fact]
    public async Task An_error_before_any_answer_is_sent_in_the_head_alone()
    {
        await using var server = await Calls.ServeAsync((_, _) => throw new GrpcException(GrpcStatusCode.NotFound, "gone"));
        using var raw = new RawClient(server.Address);

        var answer = await raw.SendAsync(RawClient.Frame(new StringValue()));

        Assert.Equal("5", answer.Header("grpc-status"));
        Assert.Empty(answer.Body);
        Assert.Empty(answer.Trailers);
    }

    [Fact]
    public async Task Success_is_told_in_the_trailers()
    {
        await using var server = await Calls.ServeEchoAsync();
        using var raw = new RawClient(server.Address);

        var answer = await raw.SendAsync(RawClient.Frame(new StringValue { Value = "x" }));

        Assert.Equal("0", answer.Trailer("grpc-status"));
        Assert.Equal("", answer.Header("grpc-status"));
        Assert.Equal(RawClient.Frame(new StringValue { Value = "x" }), answer.Body);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_error_in_the_trailers_is_read_with_padded_and_bare_details(bool padded)
    {
        var status = new RpcStatus { Code = 9, Message = "late", Details = { Any.Pack(new NotFoundFailure { CurrentCluster = "abc" }) } };
        var packed = Convert.ToBase64String(status.ToByteArray());
        Assert.EndsWith("=", packed, StringComparison.Ordinal);
        await using var server = await WireServer.StartAsync(routes => RawServer.Map(routes, context => RawServer.AnswerAsync(
            context,
            [],
            trailers =>
            {
                trailers["grpc-status"] = "9";
                trailers["grpc-message"] = "l%C3%A4te";
                trailers["grpc-status-details-bin"] = padded ? packed : packed.TrimEnd('=');
            })));
        using var channel = server.Connect();

        var failed = await Assert.ThrowsAsync<GrpcException>(() => channel.SayAsync("x"));

        Assert.Equal((GrpcStatusCode.FailedPrecondition, "läte"), (failed.Code, failed.Message));
        Assert.Equal("abc", failed.Detail<NotFoundFailure>()!.CurrentCluster);
    }

    [Fact]
    public async Task A_bug_in_a_handler_is_logged_once_and_answered_so_that_workers_try_again()
    {
        await using var server = await Calls.ServeAsync((_, _) => throw new InvalidOperationException("secret detail"));
        using var channel = server.Connect();

        var failed = await Assert.ThrowsAsync<GrpcException>(() => channel.SayAsync("x"));

        Assert.Equal(GrpcStatusCode.Unavailable, failed.Code);
        Assert.DoesNotContain("secret", failed.Message, StringComparison.Ordinal);
        Assert.Contains(WireServer.Method, Assert.Single(server.Log.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_and_details_too_large_for_a_header_still_leave_the_status()
    {
        var detail = new NotFoundFailure { CurrentCluster = new string('d', 60_000) };
        await using var server = await Calls.ServeAsync(
            (_, _) => throw GrpcException.WithDetail(GrpcStatusCode.NotFound, new string('ü', 100_000), detail));
        using var channel = server.Connect();

        var failed = await Assert.ThrowsAsync<GrpcException>(() => channel.SayAsync("x"));

        Assert.Equal(GrpcStatusCode.NotFound, failed.Code);
        Assert.StartsWith("üüü", failed.Message, StringComparison.Ordinal);
        Assert.Null(failed.Status);
    }

    [Fact]
    public async Task The_largest_details_that_are_sent_arrive()
    {
        var detail = new NotFoundFailure { CurrentCluster = new string('d', 7_500) };
        await using var server = await Calls.ServeAsync((_, _) => throw GrpcException.WithDetail(GrpcStatusCode.NotFound, "x", detail));
        using var channel = server.Connect();

        var failed = await Assert.ThrowsAsync<GrpcException>(() => channel.SayAsync("x"));

        Assert.Equal(detail, failed.Detail<NotFoundFailure>());
    }

    [Fact]
    public async Task An_unknown_method_is_unimplemented_and_other_content_is_not_found()
    {
        await using var server = await Calls.ServeEchoAsync();
        using var channel = server.Connect();
        using var raw = new RawClient(server.Address);

        var failed = await Assert.ThrowsAsync<GrpcException>(
            () => channel.UnaryAsync("/wire.Test/Nope", new StringValue(), StringValue.Parser, GrpcCall.Default, CancellationToken.None));

        Assert.Equal(GrpcStatusCode.Unimplemented, failed.Code);
        Assert.Contains("/wire.Test/Nope", failed.Message, StringComparison.Ordinal);
        Assert.Equal(404, (int)(await raw.SendAsync([], contentType: "text/plain", path: "/elsewhere")).Http);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json")]
    [InlineData("application/grpc-web")]
    public async Task A_call_of_another_content_type_is_refused_with_415(string contentType)
    {
        await using var server = await Calls.ServeEchoAsync();
        using var raw = new RawClient(server.Address);

        Assert.Equal(415, (int)(await raw.SendAsync(RawClient.Frame(new StringValue()), contentType: contentType)).Http);
    }

    [Fact]
    public async Task A_call_over_http_1_is_told_to_upgrade()
    {
        await using var server = await WireServer.StartAsync(
            routes => routes.MapUnary(WireServer.Method, StringValue.Parser, (request, _) => Task.FromResult(request)),
            protocols: Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http1);
        using var raw = new RawClient(server.Address);

        Assert.Equal(426, (int)(await raw.SendAsync(RawClient.Frame(new StringValue()), version: new Version(1, 1))).Http);
    }
}
