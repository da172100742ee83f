using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

public class BinaryNullConverter : IEncodingConverter
{
    private static readonly ByteString EncodingBytes = ByteString.CopyFromUtf8("binary/null");

    public string Encoding => "binary/null";

    public bool TryToPayload(object? value, out Payload? payload)
    {
        payload = value is null ? new Payload { Metadata = { [DefaultPayloadConverter.EncodingKey] = EncodingBytes } } : null;
        return payload is not null;
    }

    public object? ToValue(Payload payload, Type type) =>
        type.IsValueType && Nullable.GetUnderlyingType(type) is null
            ? throw new ArgumentException($"A null payload cannot be read as {type}, which is never null", nameof(type))
            : null;
}
