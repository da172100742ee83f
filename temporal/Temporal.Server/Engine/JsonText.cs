using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporal.Server.Engine;

internal static class JsonText
{
    public static Payload Of(string text) => new()
    {
        Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") },
        Data = ByteString.CopyFrom(JsonSerializer.SerializeToUtf8Bytes(text)),
    };
}
