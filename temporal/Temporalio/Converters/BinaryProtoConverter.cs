using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

public class BinaryProtoConverter : IEncodingConverter
{
    private static readonly ByteString EncodingBytes = ByteString.CopyFromUtf8("binary/protobuf");

    public string Encoding => "binary/protobuf";

    public bool TryToPayload(object? value, out Payload? payload)
    {
        payload = value is IMessage message ? ProtoPayload.Create(EncodingBytes, message, message.ToByteString()) : null;
        return payload is not null;
    }

    public object? ToValue(Payload payload, Type type) => ProtoPayload.Descriptor(payload, type).Parser.ParseFrom(payload.Data);
}
