namespace Temporalio.Converters;

/// <summary>How values and failures become payloads.</summary>
public record DataConverter(IPayloadConverter PayloadConverter, IFailureConverter FailureConverter, IPayloadCodec? PayloadCodec = null)
    : IWithSerializationContext<DataConverter>
{
    public static DataConverter Default { get; } = new(new DefaultPayloadConverter(), new DefaultFailureConverter());

    public virtual DataConverter WithSerializationContext(ISerializationContext context)
    {
        var payload = PayloadConverter.In(context);
        var failure = FailureConverter.In(context);
        var codec = PayloadCodec?.In(context);
        return ReferenceEquals(payload, PayloadConverter) && ReferenceEquals(failure, FailureConverter) && ReferenceEquals(codec, PayloadCodec)
            ? this
            : this with { PayloadConverter = payload, FailureConverter = failure, PayloadCodec = codec };
    }
}
