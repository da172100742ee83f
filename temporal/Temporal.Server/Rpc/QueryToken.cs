using System.Text;
using Google.Protobuf;
using Temporal.Server.Matching;

namespace Temporal.Server.Rpc;

/// <summary>What a worker hands back with the answer to a query that travelled alone.</summary>
internal static class QueryToken
{
    private const string Prefix = "query:";

    public static ByteString Write(PendingQuery query) => ByteString.CopyFromUtf8(Prefix + query.Id);

    public static string? Read(ByteString token)
    {
        var text = Encoding.UTF8.GetString(token.Span);
        return text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : null;
    }
}
