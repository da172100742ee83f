using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Http;
using Temporal.Server.Wire;

namespace Temporal.Grpc.Tests;

public sealed class RoundTripTests
{
    public static TheoryData<string> Texts => ["", "a", new string('x', 3_000_000), "Grüße, 世界 🌍"];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_message_comes_back_as_it_was_sent(string text)
    {
        await using var server = await Calls.ServeEchoAsync();
        using var channel = server.Connect();

        Assert.Equal(text, (await channel.SayAsync(text)).Value);
    }

    [Fact]
    public async Task A_hundred_calls_at_once_share_the_channel_and_keep_their_answers_apart()
    {
        await using var server = await Calls.ServeEchoAsync();
        using var channel = server.Connect();

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(n => channel.SayAsync($"{n}")));

        Assert.Equal(Enumerable.Range(0, 100).Select(n => $"{n}"), answers.Select(answer => answer.Value), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_compressible_message_travels_compressed_both_ways_when_both_sides_agree()
    {
        var sent = new List<(string Encoding, long? Accepted)>();
        await using var server = await Calls.ServeAsync(
            (request, call) =>
            {
                sent.Add((call.Headers["grpc-encoding"].ToString(), call.Headers.ContentLength));
                return Task.FromResult(request);
            },
            new GrpcServerOptions { GzipAnswers = true, MaxReceiveBytes = 100_000 });
        using var channel = server.Connect(gzip: true);
        var text = new string('x', 90_000);

        Assert.Equal(text, (await channel.SayAsync(text)).Value);
        Assert.Equal("gzip", Assert.Single(sent).Encoding);

        using var raw = new RawClient(server.Address);
        var answer = await raw.SendAsync(RawClient.Frame(new StringValue { Value = text }), acceptEncoding: "gzip");
        Assert.Equal("gzip", answer.Header("grpc-encoding"));
        Assert.Equal(1, answer.Body[0]);
        Assert.True(answer.Body.Length < 1_000, $"{answer.Body.Length} bytes are not compressed");
    }

    [Fact]
    public async Task The_request_is_small_on_the_wire_when_it_is_compressed()
    {
        var length = 0L;
        await using var server = await WireServer.StartAsync(routes => RawServer.Map(routes, async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            length = body.Length;
            await RawServer.AnswerAsync(context, RawClient.Frame(new StringValue { Value = "ok" }), trailers => trailers["grpc-status"] = "0");
        }));
        using var channel = server.Connect(gzip: true);

        await channel.SayAsync(new string('x', 90_000));

        Assert.InRange(length, 6, 1_000);
    }

    [Fact]
    public async Task The_server_compresses_nothing_for_a_client_that_does_not_accept_it()
    {
        await using var server = await Calls.ServeEchoAsync(new GrpcServerOptions { GzipAnswers = true });
        using var raw = new RawClient(server.Address);

        var answer = await raw.SendAsync(RawClient.Frame(new StringValue { Value = new string('x', 5_000) }));

        Assert.Equal(0, answer.Body[0]);
        Assert.Equal("", answer.Header("grpc-encoding"));
    }

    [Fact]
    public async Task Text_and_binary_metadata_reach_the_server()
    {
        IHeaderDictionary? seen = null;
        await using var server = await Calls.ServeAsync((request, call) =>
        {
            seen = new HeaderDictionary(call.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase));
            return Task.FromResult(request);
        });
        using var channel = server.Connect();

        await channel.SayAsync("x", new GrpcCall
        {
            Metadata = [new("temporal-namespace", "default")],
            BinaryMetadata = [new("trace-bin", [0, 255, 1, 254])],
        });

        Assert.Equal("default", seen!["temporal-namespace"]);
        Assert.Equal("AP8B/g", seen["trace-bin"]);
        Assert.Equal("trailers", seen["te"]);
        Assert.Equal("application/grpc", seen.ContentType);
    }

    [Theory]
    [InlineData("name", "line\r\nbreak")]
    [InlineData("name", "ünïcode")]
    [InlineData("grpc-timeout", "1S")]
    [InlineData("Upper", "x")]
    [InlineData("raw-bin", "x")]
    [InlineData("", "x")]
    public async Task Metadata_that_cannot_travel_is_refused_before_anything_is_sent(string name, string value)
    {
        using var channel = new GrpcChannel(new GrpcChannelOptions { Address = new Uri("http://127.0.0.1:9") });

        var refused = await Assert.ThrowsAsync<GrpcException>(() => channel.SayAsync("x", new GrpcCall { Metadata = [new(name, value)] }));

        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
    }
}
