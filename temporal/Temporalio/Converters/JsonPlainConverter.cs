using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

public class JsonPlainConverter(JsonSerializerOptions serializerOptions) : IEncodingConverter
{
    private static readonly ByteString EncodingBytes = ByteString.CopyFromUtf8("json/plain");

    public virtual string Encoding => "json/plain";

    protected JsonSerializerOptions SerializerOptions { get; } = serializerOptions;

    public virtual bool TryToPayload(object? value, out Payload? payload)
    {
        payload = new Payload
        {
            Metadata = { [DefaultPayloadConverter.EncodingKey] = Encoding == "json/plain" ? EncodingBytes : ByteString.CopyFromUtf8(Encoding) },
            Data = UnsafeByteOperations.UnsafeWrap(JsonSerializer.SerializeToUtf8Bytes(value, value?.GetType() ?? typeof(object), SerializerOptions)),
        };
        return true;
    }

    public virtual object? ToValue(Payload payload, Type type) => JsonSerializer.Deserialize(payload.Data.Span, type, SerializerOptions);
}
