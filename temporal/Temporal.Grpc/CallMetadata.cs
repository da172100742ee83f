using System.Net.Http.Headers;

namespace Temporal.Grpc;

internal static class CallMetadata
{
    public static void AddTo(HttpRequestHeaders headers, GrpcCall call)
    {
        foreach (var (name, value) in call.Metadata)
        {
            Check(name, binary: false);
            if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            {
                throw new GrpcException(GrpcStatusCode.InvalidArgument, $"the value of metadata '{name}' is not printable ASCII");
            }

            headers.TryAddWithoutValidation(name, value);
        }

        foreach (var (name, value) in call.BinaryMetadata)
        {
            Check(name, binary: true);
            headers.TryAddWithoutValidation(name, BinaryHeader.Encode(value));
        }
    }

    private static void Check(string name, bool binary)
    {
        var wellFormed = name.Length > 0
            && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-' or '.')
            && !name.StartsWith("grpc-", StringComparison.Ordinal)
            && name.EndsWith("-bin", StringComparison.Ordinal) == binary;
        if (!wellFormed)
        {
            throw new GrpcException(GrpcStatusCode.InvalidArgument, $"'{PercentEncoding.Encode(name)}' cannot name {(binary ? "binary" : "text")} metadata");
        }
    }
}
