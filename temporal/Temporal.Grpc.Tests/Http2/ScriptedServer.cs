using System.Net;
using System.Net.Sockets;
using Temporal.Grpc.Http2;

namespace Temporal.Grpc.Tests.Http2;

/// <summary>A loopback port whose connections do what a test tells them, byte by byte.</summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<ScriptedPeer> _peers = [];

    public ScriptedServer() => _listener.Start();

    public GrpcChannel Connect(TimeProvider? time = null, TimeSpan? keepAlive = null) => new(
        new GrpcChannelOptions { Address = new Uri($"http://{_listener.LocalEndpoint}"), KeepAliveInterval = keepAlive, MaxReceiveBytes = 16 * 1024 * 1024 },
        time);

    /// <summary>The next connection, of which nothing was read and to which nothing was sent.</summary>
    public async Task<ScriptedPeer> AcceptRawAsync()
    {
        var peer = new ScriptedPeer(await _listener.AcceptTcpClientAsync().SoonAsync());
        _peers.Add(peer);
        return peer;
    }

    /// <summary>The next connection, greeted with these settings, and its own greeting read.</summary>
    public async Task<ScriptedPeer> AcceptAsync(params (SettingId Id, uint Value)[] settings)
    {
        var peer = await AcceptRawAsync();
        await peer.SendAsync(PeerFrame.Settings(settings), PeerFrame.Of(FrameType.Settings, FrameMarks.Ack, 0));
        await peer.ReadPrefaceAsync();
        Assert.Equal(FrameType.Settings, (await peer.ReadAsync())!.Type);
        Assert.Equal(FrameType.WindowUpdate, (await peer.ReadAsync())!.Type);
        Assert.Equal(FrameMarks.Ack, (await peer.ReadAsync())!.Header.Marks);
        return peer;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _peers.ForEach(peer => peer.Dispose());
    }
}
