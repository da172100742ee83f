using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

public class BinaryPlainConverter : IEncodingConverter
{
    private static readonly ByteString EncodingBytes = ByteString.CopyFromUtf8("binary/plain");

    public string Encoding => "binary/plain";

    public bool TryToPayload(object? value, out Payload? payload)
    {
        payload = value is byte[] bytes
            ? new Payload { Metadata = { [DefaultPayloadConverter.EncodingKey] = EncodingBytes }, Data = ByteString.CopyFrom(bytes) }
            : null;
        return payload is not null;
    }

    public object? ToValue(Payload payload, Type type) =>
        type.IsAssignableFrom(typeof(byte[])) && type != typeof(object)
            ? payload.Data.ToByteArray()
            : throw new ArgumentException($"Bytes cannot be read as {type}", nameof(type));
}
