using System.Buffers;
using Temporal.Grpc.Http2.Hpack;

namespace Temporal.Grpc;

internal static class CallMetadata
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-.");

    /// <param name="block">The header block it is appended to.</param>
    /// <param name="call">Whose metadata.</param>
    /// <exception cref="GrpcException">InvalidArgument: a name or value cannot travel.</exception>
    public static void AppendTo(PooledBytes block, GrpcCall call)
    {
        foreach (var (name, value) in call.Metadata)
        {
            Check(name, binary: false);
            if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            {
                throw new GrpcException(GrpcStatusCode.InvalidArgument, $"the value of metadata '{name}' is not printable ASCII");
            }

            HpackWriter.Write(block, name, value);
        }

        foreach (var (name, value) in call.BinaryMetadata)
        {
            Check(name, binary: true);
            HpackWriter.Write(block, name, BinaryHeader.Encode(value));
        }
    }

    private static void Check(string name, bool binary)
    {
        var wellFormed = name.Length > 0
            && !name.AsSpan().ContainsAnyExcept(NameCharacters)
            && !name.StartsWith("grpc-", StringComparison.Ordinal)
            && name.EndsWith("-bin", StringComparison.Ordinal) == binary;
        if (!wellFormed)
        {
            throw new GrpcException(GrpcStatusCode.InvalidArgument, $"'{PercentEncoding.Encode(name)}' cannot name {(binary ? "binary" : "text")} metadata");
        }
    }
}
