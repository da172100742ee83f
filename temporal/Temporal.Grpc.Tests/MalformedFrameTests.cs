using System.IO.Compression;
using Google.Protobuf.WellKnownTypes;
using Temporal.Server.Wire;

namespace Temporal.Grpc.Tests;

public sealed class MalformedFrameTests
{
    private static readonly byte[] Good = RawClient.Frame(new StringValue { Value = "hello" });

    public static TheoryData<string, byte[], string?, GrpcStatusCode, string> Broken => new()
    {
        { "prefix cut", Good[..3], null, GrpcStatusCode.Internal, "cut short" },
        { "message cut", Good[..^1], null, GrpcStatusCode.Internal, "shorter than announced" },
        { "one byte more", [.. Good, 0], null, GrpcStatusCode.Internal, "more than one message" },
        { "two messages", [.. Good, .. Good], null, GrpcStatusCode.Internal, "more than one message" },
        { "flag 2", [2, .. Good[1..]], null, GrpcStatusCode.Internal, "flag" },
        { "compressed without encoding", [1, .. Good[1..]], null, GrpcStatusCode.Internal, "without grpc-encoding" },
        { "compressed as identity", [1, .. Good[1..]], "identity", GrpcStatusCode.Internal, "without grpc-encoding" },
        { "unknown encoding", [1, .. Good[1..]], "snappy", GrpcStatusCode.Unimplemented, "grpc-encoding" },
        { "gzip of garbage", [1, .. Good[1..]], "gzip", GrpcStatusCode.Internal, "damaged" },
        { "gzip cut", Framed(Gzip(new byte[5000])[..^12]), "gzip", GrpcStatusCode.Internal, "damaged" },
        { "not protobuf", [0, 0, 0, 0, 2, 0xFF, 0xFF], null, GrpcStatusCode.Internal, "cannot be parsed" },
        { "longer than allowed", [0, 0, 1, 0, 0, 1], null, GrpcStatusCode.ResourceExhausted, "(65536 vs. 65535)" },
        { "length over 2 GiB", [0, 0xFF, 0xFF, 0xFF, 0xFF], null, GrpcStatusCode.ResourceExhausted, "(4294967295 vs. 65535)" },
        { "small gzip of something large", Framed(Gzip(new byte[5_000_000])), "gzip", GrpcStatusCode.ResourceExhausted, "vs. 65535)" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task The_server_refuses_a_broken_request(string what, byte[] body, string? encoding, GrpcStatusCode expected, string wording)
    {
        Assert.NotEmpty(what);
        await using var server = await Calls.ServeEchoAsync(new GrpcServerOptions { MaxReceiveBytes = 0xFFFF });
        using var raw = new RawClient(server.Address);

        var answer = await raw.SendAsync(body, encoding).SoonAsync();

        Assert.Equal($"{(int)expected}", answer.Header("grpc-status"));
        Assert.Contains(wording, answer.Header("grpc-message"), StringComparison.Ordinal);
        Assert.Empty(server.Log.Errors);
        Assert.Equal("0", (await raw.SendAsync(Good)).Trailer("grpc-status"));
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task The_client_refuses_a_broken_answer(string what, byte[] body, string? encoding, GrpcStatusCode expected, string wording)
    {
        Assert.NotEmpty(what);
        await using var server = await WireServer.StartAsync(routes => RawServer.Map(
            routes, context => RawServer.AnswerAsync(context, body, trailers => trailers["grpc-status"] = "0", encoding)));
        using var channel = server.Connect(maxReceiveBytes: 0xFFFF);

        var failed = await Assert.ThrowsAsync<GrpcException>(() => channel.SayAsync("x").SoonAsync());

        Assert.Equal(expected, failed.Code);
        Assert.Contains(wording, failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_body_is_no_message_on_either_side()
    {
        await using var server = await Calls.ServeEchoAsync();
        await using var mute = await WireServer.StartAsync(routes => RawServer.Map(
            routes, context => RawServer.AnswerAsync(context, [], trailers => trailers["grpc-status"] = "0")));
        using var raw = new RawClient(server.Address);
        using var channel = mute.Connect();

        Assert.Equal("13", (await raw.SendAsync([])).Header("grpc-status"));
        Assert.Equal(GrpcStatusCode.Internal, (await Assert.ThrowsAsync<GrpcException>(() => channel.SayAsync("x"))).Code);
    }

    [Fact]
    public async Task A_compressed_answer_is_understood()
    {
        var body = Framed(Gzip(RawClient.Frame(new StringValue { Value = "zipped" })[5..]));
        await using var server = await WireServer.StartAsync(routes => RawServer.Map(
            routes, context => RawServer.AnswerAsync(context, body, trailers => trailers["grpc-status"] = "0", "gzip")));
        using var channel = server.Connect();

        Assert.Equal("zipped", (await channel.SayAsync("x")).Value);
    }

    [Fact]
    public async Task The_bound_is_told_in_the_words_that_clients_look_for()
    {
        await using var server = await Calls.ServeEchoAsync(new GrpcServerOptions { MaxReceiveBytes = 1000 });
        using var channel = server.Connect();
        using var small = server.Connect(maxReceiveBytes: 100);

        var toServer = await Assert.ThrowsAsync<GrpcException>(() => channel.SayAsync(new string('x', 2_000_000)));
        var toClient = await Assert.ThrowsAsync<GrpcException>(() => small.SayAsync(new string('x', 500)));

        Assert.Equal(GrpcStatusCode.ResourceExhausted, toServer.Code);
        Assert.StartsWith("grpc: received message larger than max", toServer.Message, StringComparison.Ordinal);
        Assert.Equal("grpc: received message larger than max (503 vs. 100)", toClient.Message);
    }

    private static byte[] Framed(byte[] compressed) =>
        [1, (byte)(compressed.Length >> 24), (byte)(compressed.Length >> 16), (byte)(compressed.Length >> 8), (byte)compressed.Length, .. compressed];

    private static byte[] Gzip(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return packed.ToArray();
    }
}
