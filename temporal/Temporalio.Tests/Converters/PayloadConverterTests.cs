using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Tests.Converters;

public class PayloadConverterTests
{
    private static readonly IPayloadConverter Converter = DataConverter.Default.PayloadConverter;

    public enum Colour
    {
        Red,
        Green,
    }

    public static TheoryData<object?, string, string> Encodings => new()
    {
        { null, "binary/null", "" },
        { Encoding.ASCII.GetBytes("raw"), "binary/plain", "raw" },
        { "text", "json/plain", "\"text\"" },
        { 5, "json/plain", "5" },
        { Colour.Green, "json/plain", "1" },
        { new Person("Ann", 3), "json/plain", "{\"Name\":\"Ann\",\"Age\":3}" },
        { "<ö&>", "json/plain", "\"\\u003C\\u00F6\\u0026\\u003E\"" },
        { new WorkflowExecution { WorkflowId = "w" }, "json/protobuf", "{ \"workflowId\": \"w\" }" },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Each_kind_of_value_has_its_encoding(object? value, string encoding, string data)
    {
        var payload = Converter.ToPayload(value);

        Assert.Equal(encoding, payload.Metadata["encoding"].ToStringUtf8());
        Assert.Equal(data, payload.Data.ToStringUtf8());
        Assert.Equal(value, Converter.ToValue(payload, value?.GetType() ?? typeof(object)));
    }

    [Fact]
    public void A_message_names_its_type() =>
        Assert.Equal(
            "temporal.api.common.v1.WorkflowExecution",
            Converter.ToPayload(new WorkflowExecution()).Metadata["messageType"].ToStringUtf8());

    [Fact]
    public void A_message_in_binary_form_is_read()
    {
        var message = new WorkflowExecution { WorkflowId = "w" };
        Assert.True(new BinaryProtoConverter().TryToPayload(message, out var payload));

        Assert.Equal("binary/protobuf", payload!.Metadata["encoding"].ToStringUtf8());
        Assert.Equal(message, Converter.ToValue<WorkflowExecution>(payload));
    }

    [Fact]
    public void A_message_is_not_read_as_another() =>
        Assert.Throws<ArgumentException>(() => Converter.ToValue<WorkflowType>(Converter.ToPayload(new WorkflowExecution())));

    [Fact]
    public void Member_names_are_compared_with_case() =>
        Assert.Equal(new Person(null, 3), Converter.ToValue<Person>(Json("{\"name\":\"Ann\",\"Age\":3}")));

    [Fact]
    public void Null_is_not_a_number() =>
        Assert.Throws<ArgumentException>(() => Converter.ToValue<int>(Converter.ToPayload(null)));

    [Fact]
    public void Null_is_a_nullable_number() => Assert.Null(Converter.ToValue<int?>(Converter.ToPayload(null)));

    [Fact]
    public void Bytes_are_not_text() =>
        Assert.Throws<ArgumentException>(() => Converter.ToValue<string>(Converter.ToPayload(new byte[] { 1 })));

    [Fact]
    public void A_payload_without_encoding_is_refused() =>
        Assert.Throws<KeyNotFoundException>(() => Converter.ToValue<string>(new Payload()));

    [Fact]
    public void A_payload_of_unknown_encoding_is_refused() =>
        Assert.Throws<ArgumentException>(
            () => Converter.ToValue<string>(new Payload { Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/odd") } }));

    [Fact]
    public void A_raw_value_passes_unread()
    {
        var payload = new Payload { Data = ByteString.CopyFromUtf8("as it is") };

        Assert.Same(payload, Converter.ToPayload(new RawValue(payload)));
        Assert.Same(payload, Converter.ToValue<IRawValue>(payload).Payload);
    }

    [Fact]
    public void A_value_still_encoded_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => Converter.ToPayload(new EncodedRawValue(DataConverter.Default, new())));

    [Fact]
    public void Other_names_are_a_matter_of_the_serializer_options()
    {
        var camel = new DefaultPayloadConverter(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase });

        Assert.Equal("{\"name\":\"Ann\",\"age\":3}", camel.ToPayload(new Person("Ann", 3)).Data.ToStringUtf8());
    }

    private static Payload Json(string json) =>
        new() { Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") }, Data = ByteString.CopyFromUtf8(json) };

    public sealed record Person(string? Name, int Age);
}
