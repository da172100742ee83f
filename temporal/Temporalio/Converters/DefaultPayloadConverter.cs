using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Tries its encoding converters in order when writing, and picks by the payload's encoding when reading.</summary>
public class DefaultPayloadConverter : IPayloadConverter, IWithSerializationContext<IPayloadConverter>
{
    internal const string EncodingKey = "encoding";

    public DefaultPayloadConverter()
        : this(new JsonSerializerOptions())
    {
    }

    public DefaultPayloadConverter(JsonSerializerOptions jsonSerializerOptions)
        : this(
            new BinaryNullConverter(),
            new BinaryPlainConverter(),
            new JsonProtoConverter(),
            new BinaryProtoConverter(),
            new JsonPlainConverter(jsonSerializerOptions))
    {
    }

    public DefaultPayloadConverter(params IEncodingConverter[] encodingConverters)
    {
        EncodingConverters = [.. encodingConverters];
        IndexedEncodingConverters = EncodingConverters.ToDictionary(each => ByteString.CopyFromUtf8(each.Encoding));
    }

    public IReadOnlyCollection<IEncodingConverter> EncodingConverters { get; private set; }

    protected IReadOnlyDictionary<ByteString, IEncodingConverter> IndexedEncodingConverters { get; private set; }

    public Payload ToPayload(object? value)
    {
        switch (value)
        {
            case IRawValue raw:
                return raw.Payload;
            case IEncodedRawValue:
                throw new InvalidOperationException("A value that is still encoded cannot be converted again; decode it first");
        }

        foreach (var converter in EncodingConverters)
        {
            if (converter.TryToPayload(value, out var payload) && payload is not null)
            {
                return payload;
            }
        }

        throw new ArgumentException($"No converter takes a value of type {value?.GetType()}", nameof(value));
    }

    public object? ToValue(Payload payload, Type type)
    {
        if (type == typeof(IRawValue) || type == typeof(RawValue))
        {
            return new RawValue(payload);
        }

        var encoding = payload.Metadata[EncodingKey];
        return IndexedEncodingConverters.TryGetValue(encoding, out var converter)
            ? converter.ToValue(payload, type)
            : throw new ArgumentException($"Unknown payload encoding {encoding.ToStringUtf8()}", nameof(payload));
    }

    public virtual IPayloadConverter WithSerializationContext(ISerializationContext context)
    {
        var converters = EncodingConverters.Select(each => each.In(context)).ToArray();
        if (converters.SequenceEqual(EncodingConverters))
        {
            return this;
        }

        // A copy, not a new instance, so that what a derived class holds comes along.
        var copy = (DefaultPayloadConverter)MemberwiseClone();
        copy.Replace(converters);
        return copy;
    }

    private void Replace(IEncodingConverter[] converters) =>
        (EncodingConverters, IndexedEncodingConverters) = (converters, converters.ToDictionary(each => ByteString.CopyFromUtf8(each.Encoding)));
}
