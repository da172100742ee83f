using System.Buffers.Binary;
using System.Net;
using System.Text;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Limits;

/// <summary>A listener that speaks HTTP/2, frame by frame.</summary>
public sealed class Http2Tests : IDisposable
{
    private const int MostStreams = 100;
    private const byte EndHeaders = 0x4;
    private const byte Acknowledgement = 0x1;
    private const int RefusedStream = 0x7;

    private readonly TemporaryFolder folder = new();

    private enum Frame : byte
    {
        Headers = 1,
        Reset = 3,
        Settings = 4,
        GoAway = 7,
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_delivery_is_accepted()
    {
        await using var gateway = await StartAsync();
        var request = new Delivery().Signed();
        (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        var answer = await gateway.Client.SendAsync(request);
        Assert.Equal((HttpStatusCode.Accepted, HttpVersion.Version20), (answer.StatusCode, answer.Version));
    }

    [Fact]
    public async Task A_connection_has_so_many_streams_and_headers_so_many_bytes()
    {
        await using var gateway = await StartAsync();
        await using var connection = await ConnectAsync(gateway);
        var settings = (await ReadAsync(connection, Frame.Settings)).Payload.Chunk(6)
            .ToDictionary(setting => BinaryPrimitives.ReadUInt16BigEndian(setting), setting => BinaryPrimitives.ReadUInt32BigEndian(setting.AsSpan(2)));
        Assert.Equal((MostStreams, 32 * 1024u), ((int)settings[3], settings[6]));
    }

    [Fact]
    public async Task A_stream_above_the_limit_is_refused_and_those_below_it_live()
    {
        await using var gateway = await StartAsync();
        await using var connection = await ConnectAsync(gateway);
        for (var i = 0; i <= MostStreams; i++)
        {
            await connection.SendAsync(Request(stream: 1 + (2 * i)));
        }

        var reset = await ReadAsync(connection, Frame.Reset);
        Assert.Equal((1 + (2 * MostStreams), RefusedStream), (reset.Stream, BinaryPrimitives.ReadInt32BigEndian(reset.Payload)));
    }

    /// <summary>CVE-2023-44487.</summary>
    [Fact]
    public async Task Streams_that_are_opened_and_reset_without_end_close_the_connection_and_no_other()
    {
        await using var gateway = await StartAsync();
        await using var connection = await ConnectAsync(gateway);
        var ended = EndAsync(connection);
        try
        {
            for (var stream = 1; !ended.IsCompleted && stream < 1_000_000; stream += 2)
            {
                await connection.SendAsync([.. Request(stream), .. Bytes(Frame.Reset, 0, stream, [0, 0, 0, 8])]);
            }
        }
        catch (IOException)
        {
            // Closed by the gateway, as it should be.
        }

        await ended;
        var request = new Delivery().Signed();
        (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        Assert.Equal(HttpStatusCode.Accepted, (await gateway.Client.SendAsync(request)).StatusCode);
    }

    private Task<GatewayProcess> StartAsync() => GatewayProcess.ListenAsync(folder.Path, GatewayApp.NoTemporal, ("Kestrel__EndpointDefaults__Protocols", "Http2"));

    private static async Task<RawConnection> ConnectAsync(GatewayProcess gateway)
    {
        var connection = await RawConnection.OpenAsync(gateway.Client.BaseAddress!); // Not null: it listens.
        await connection.SendAsync([.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Bytes(Frame.Settings, 0, 0, []), .. Bytes(Frame.Settings, Acknowledgement, 0, [])]);
        return connection;
    }

    /// <summary>The headers of a delivery whose body has not come yet.</summary>
    private static byte[] Request(int stream) => Bytes(Frame.Headers, EndHeaders, stream,
    [
        0x83, // :method POST
        0x86, // :scheme http
        0x04, .. Text("/webhooks/hello"), // :path
        0x01, .. Text("localhost"), // :authority
        0x00, .. Text("content-type"), .. Text("application/json"),
        0x00, .. Text("x-hub-signature-256"), .. Text($"sha256={new string('0', 64)}"),
    ]);

    /// <summary>As HPACK writes a text of fewer than 127 bytes.</summary>
    private static byte[] Text(string text) => [(byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Bytes(Frame type, byte flags, int stream, byte[] payload)
    {
        var frame = new byte[9 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        (frame[3], frame[4]) = ((byte)type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, 9);
        return frame;
    }

    /// <summary>Until the gateway says that it goes, or is gone.</summary>
    private static async Task EndAsync(RawConnection connection)
    {
        try
        {
            await ReadAsync(connection, Frame.GoAway);
        }
        catch (IOException)
        {
            // Its last words may be lost with the connection.
        }
    }

    /// <summary>The next frame of this type that carries something.</summary>
    private static async Task<(int Stream, byte[] Payload)> ReadAsync(RawConnection connection, Frame type)
    {
        while (true)
        {
            var head = await connection.ReadExactlyAsync(9);
            var payload = await connection.ReadExactlyAsync(BinaryPrimitives.ReadInt32BigEndian(head) >> 8);
            if (head[3] == (byte)type && payload.Length > 0)
            {
                return (BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)), payload);
            }
        }
    }
}
