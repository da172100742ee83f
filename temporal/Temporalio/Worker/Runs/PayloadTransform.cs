using Google.Protobuf;
using Google.Protobuf.Reflection;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.History.V1;
using Temporalio.Worker.Machines;

namespace Temporalio.Worker.Runs;

/// <summary>Sends every payload of a message through one half of a codec, in place.</summary>
/// <remarks>Search attributes and patch markers stay as they are: the server and other workers must read them.</remarks>
internal static class PayloadTransform
{
    public static async Task ApplyAsync(IMessage message, Func<IReadOnlyCollection<Payload>, Task<IReadOnlyCollection<Payload>>> transform)
    {
        switch (message)
        {
            case SearchAttributes:
            case MarkerRecordedEventAttributes { MarkerName: PatchMarker.MarkerName }:
            case RecordMarkerCommandAttributes { MarkerName: PatchMarker.MarkerName }:
                return;
            case Payload payload:
                var single = await transform([payload.Clone()]);
                Overwrite(payload, single.Single());
                return;
            case Payloads { Payloads_.Count: > 0 } payloads:
                var transformed = await transform([.. payloads.Payloads_]);
                payloads.Payloads_.Clear();
                payloads.Payloads_.AddRange(transformed);
                return;
        }

        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            foreach (var part in Parts(message, field))
            {
                await ApplyAsync(part, transform);
            }
        }
    }

    private static IEnumerable<IMessage> Parts(IMessage message, FieldDescriptor field)
    {
        if (field.FieldType != FieldType.Message || field.Accessor.GetValue(message) is not { } value)
        {
            return [];
        }

        if (field.IsMap)
        {
            return ((System.Collections.IDictionary)value).Values.OfType<IMessage>();
        }

        return field.IsRepeated ? ((System.Collections.IEnumerable)value).OfType<IMessage>() : [(IMessage)value];
    }

    private static void Overwrite(Payload target, Payload value)
    {
        target.Metadata.Clear();
        target.Metadata.Add(value.Metadata);
        target.Data = value.Data;
    }
}
