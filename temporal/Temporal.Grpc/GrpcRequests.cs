using System.Collections.Concurrent;
using Google.Protobuf;
using Temporal.Grpc.Http2;
using Temporal.Grpc.Http2.Hpack;

namespace Temporal.Grpc;

/// <summary>Writes requests of one channel: the headers that every call of a method has are written once and copied from then on.</summary>
internal sealed class GrpcRequests(GrpcChannelOptions options)
{
    private const int UsualSize = 4 * 1024;

    private readonly ConcurrentDictionary<string, byte[]> _heads = new(StringComparer.Ordinal);

    /// <exception cref="GrpcException">InvalidArgument: metadata that cannot travel.</exception>
    public Http2Stream Create(string method, IMessage message, GrpcCall call)
    {
        var request = new PooledBytes(UsualSize);
        try
        {
            request.Append(_heads.GetOrAdd(method, static (path, requests) => requests.Head(path), this));
            if (call.Deadline is { } deadline)
            {
                HpackWriter.Write(request, "grpc-timeout", GrpcTimeout.Format(deadline));
            }

            CallMetadata.AppendTo(request, call);
            var headLength = request.Length;
            MessageFrame.Append(request, message, options.Gzip);
            return new Http2Stream(request, headLength, options.MaxReceiveBytes);
        }
        catch
        {
            request.Dispose();
            throw;
        }
    }

    private byte[] Head(string method)
    {
        using var head = new PooledBytes(UsualSize);
        var address = options.Address;
        HpackWriter.WriteIndexed(head, StaticTable.MethodPost);
        HpackWriter.WriteIndexed(head, address.Scheme == Uri.UriSchemeHttps ? StaticTable.SchemeHttps : StaticTable.SchemeHttp);
        HpackWriter.Write(head, StaticTable.Path, new Uri(address, method).PathAndQuery);
        HpackWriter.Write(head, StaticTable.Authority, Authority(address));
        HpackWriter.Write(head, "te", "trailers");
        HpackWriter.Write(head, StaticTable.ContentType, "application/grpc");
        HpackWriter.Write(head, StaticTable.UserAgent, string.Concat(options.UserAgent.Where(static c => c is >= ' ' and <= '~')));
        HpackWriter.Write(head, "grpc-accept-encoding", "identity,gzip");
        if (options.Gzip)
        {
            HpackWriter.Write(head, "grpc-encoding", "gzip");
        }

        return head.Span.ToArray();
    }

    private static string Authority(Uri address)
    {
        // Host has the brackets of an IPv6 address, IdnHost the ASCII form of a name.
        var host = address.HostNameType == UriHostNameType.IPv6 ? address.Host : address.IdnHost;
        return address.IsDefaultPort ? host : $"{host}:{address.Port}";
    }
}
