using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

public class JsonProtoConverter : IEncodingConverter
{
    private static readonly ByteString EncodingBytes = ByteString.CopyFromUtf8("json/protobuf");

    private readonly JsonFormatter? formatter;
    private readonly JsonParser? parser;

    // The default ones only when they are used: to make them takes the runtime a tenth of a second, and most programs send no messages as JSON.
    public JsonProtoConverter()
    {
    }

    public JsonProtoConverter(JsonFormatter formatter, JsonParser parser) => (this.formatter, this.parser) = (formatter, parser);

    public string Encoding => "json/protobuf";

    protected JsonFormatter Formatter => formatter ?? JsonFormatter.Default;

    protected JsonParser Parser => parser ?? JsonParser.Default;

    public bool TryToPayload(object? value, out Payload? payload)
    {
        payload = value is IMessage message
            ? ProtoPayload.Create(EncodingBytes, message, ByteString.CopyFromUtf8(Formatter.Format(message)))
            : null;
        return payload is not null;
    }

    public object? ToValue(Payload payload, Type type) => Parser.Parse(payload.Data.ToStringUtf8(), ProtoPayload.Descriptor(payload, type));
}
