using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Converters;

public class PayloadCodecTests
{
    private static readonly DataConverter Converter = DataConverter.Default with
    {
        PayloadCodec = new Reversing(),
        FailureConverter = new DefaultFailureConverter.WithEncodedCommonAttributes(),
    };

    [Fact]
    public async Task Values_are_encoded_on_the_way_out_and_decoded_on_the_way_in()
    {
        var payload = await Converter.ToPayloadAsync(123);

        Assert.Equal("321", payload.Data.ToStringUtf8());
        Assert.Equal(123, await Converter.ToValueAsync<int>(payload));
        Assert.Equal(123, await new EncodedRawValue(Converter, payload).ToValueAsync<int>());
    }

    [Fact]
    public async Task Failures_are_encoded_through_all_causes()
    {
        var original = new ApplicationFailureException("outer", new ApplicationFailureException("inner", details: [45]), details: [67]);

        var failure = await Converter.ToFailureAsync(original);

        Assert.Equal("76", failure.ApplicationFailureInfo.Details.Payloads_[0].Data.ToStringUtf8());
        Assert.Equal("54", failure.Cause.ApplicationFailureInfo.Details.Payloads_[0].Data.ToStringUtf8());
        Assert.StartsWith("}", failure.EncodedAttributes.Data.ToStringUtf8());
        var read = Assert.IsType<ApplicationFailureException>(await Converter.ToExceptionAsync(failure));
        var inner = Assert.IsType<ApplicationFailureException>(read.InnerException);
        Assert.Equal(("outer", 67, "inner", 45), (read.Message, read.Details.ElementAt<int>(0), inner.Message, inner.Details.ElementAt<int>(0)));
    }

    [Fact]
    public async Task Reading_an_exception_leaves_the_failure_as_it_was()
    {
        var failure = await Converter.ToFailureAsync(new ApplicationFailureException("m", details: [67]));
        var before = failure.Clone();

        await Converter.ToExceptionAsync(failure);

        Assert.Equal(before, failure);
    }

    private sealed class Reversing : IPayloadCodec
    {
        public Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads) => Reverse(payloads);

        public Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads) => Reverse(payloads);

        private static Task<IReadOnlyCollection<Payload>> Reverse(IReadOnlyCollection<Payload> payloads)
        {
            var reversed = new List<Payload>();
            foreach (var each in payloads)
            {
                var copy = each.Clone();
                copy.Data = ByteString.CopyFrom([.. each.Data.Reverse()]);
                reversed.Add(copy);
            }

            return Task.FromResult<IReadOnlyCollection<Payload>>(reversed);
        }
    }
}
