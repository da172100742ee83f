using System.Reflection;
using Google.Protobuf.Reflection;
using Temporalio.Api.Common.V1;

namespace Temporal.Conformance.Tests.Descriptors;

/// <summary>Every file, message, enum and method of the generated assembly.</summary>
internal static class OurDescriptors
{
    public static IReadOnlyList<FileDescriptor> Files { get; } =
    [
        .. typeof(Payload).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
            .OfType<FileDescriptor>(),
    ];

    public static IEnumerable<MessageDescriptor> Messages =>
        Files.SelectMany(file => file.MessageTypes).SelectMany(Nested)
            .Where(message => message.GetOptions() is not { MapEntry: true });

    public static IEnumerable<EnumDescriptor> Enums =>
        Files.SelectMany(file => file.EnumTypes).Concat(Messages.SelectMany(message => message.EnumTypes));

    public static IEnumerable<MethodDescriptor> Methods => Files.SelectMany(file => file.Services).SelectMany(service => service.Methods);

    public static OfficialField Describe(FieldDescriptor field)
    {
        var value = field.IsMap ? field.MessageType.FindFieldByName("value") : field;
        var label = (field.IsMap, field.IsRepeated) switch
        {
            (true, _) => "map",
            (false, true) => "repeated",
            (false, false) => "single",
        };
        return new OfficialField(
            field.JsonName,
            field.FieldNumber,
            TypeOf(value),
            field.IsMap ? TypeOf(field.MessageType.FindFieldByName("key")) : "",
            label,
            field.RealContainingOneof?.Name ?? "");
    }

    private static string TypeOf(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message or FieldType.Group => field.MessageType.FullName,
        FieldType.Enum => field.EnumType.FullName,
        var scalar => scalar.ToString().ToLowerInvariant(),
    };

    private static IEnumerable<MessageDescriptor> Nested(MessageDescriptor message) =>
        message.NestedTypes.SelectMany(Nested).Prepend(message);
}
