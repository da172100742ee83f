using System.Collections.Concurrent;
using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>What the two protobuf encodings share: the message type in the metadata, checked against the type asked for.</summary>
internal static class ProtoPayload
{
    private const string MessageTypeKey = "messageType";

    private static readonly ConcurrentDictionary<Type, MessageDescriptor> Descriptors = new();

    internal static Payload Create(ByteString encoding, IMessage message, ByteString data) => new()
    {
        Metadata =
        {
            [DefaultPayloadConverter.EncodingKey] = encoding,
            [MessageTypeKey] = ByteString.CopyFromUtf8(message.Descriptor.FullName),
        },
        Data = data,
    };

    internal static MessageDescriptor Descriptor(Payload payload, Type type)
    {
        if (!typeof(IMessage).IsAssignableFrom(type) || type.IsAbstract)
        {
            throw new ArgumentException($"A protobuf payload cannot be read as {type}", nameof(type));
        }

        var descriptor = Descriptors.GetOrAdd(type, static each =>
            each.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as MessageDescriptor
            ?? throw new ArgumentException($"{each} has no static message descriptor"));
        var name = payload.Metadata.TryGetValue(MessageTypeKey, out var bytes) ? bytes.ToStringUtf8() : "";
        return name == descriptor.FullName
            ? descriptor
            : throw new ArgumentException($"The payload holds message '{name}', asked for was {descriptor.FullName}", nameof(payload));
    }
}
