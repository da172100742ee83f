using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

public class JsonProtoConverter(JsonFormatter formatter, JsonParser parser) : IEncodingConverter
{
    private static readonly ByteString EncodingBytes = ByteString.CopyFromUtf8("json/protobuf");

    public JsonProtoConverter()
        : this(JsonFormatter.Default, JsonParser.Default)
    {
    }

    public string Encoding => "json/protobuf";

    protected JsonFormatter Formatter { get; } = formatter;

    protected JsonParser Parser { get; } = parser;

    public bool TryToPayload(object? value, out Payload? payload)
    {
        payload = value is IMessage message
            ? ProtoPayload.Create(EncodingBytes, message, ByteString.CopyFromUtf8(Formatter.Format(message)))
            : null;
        return payload is not null;
    }

    public object? ToValue(Payload payload, Type type) => Parser.Parse(payload.Data.ToStringUtf8(), ProtoPayload.Descriptor(payload, type));
}
