using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;

namespace Temporalio.Common;

/// <summary>
/// Older exports spell enum values without their prefix and in Pascal case ("WorkflowTaskScheduled"); the parser knows only
/// the names of the schema ("EVENT_TYPE_WORKFLOW_TASK_SCHEDULED"). Guided by the schema, so that user data is not touched.
/// </summary>
internal static class EnumNames
{
    internal static string Modernise(string json, MessageDescriptor schema)
    {
        var root = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { MaxDepth = 256 })
            ?? throw new FormatException("The history is empty");
        Visit(root, schema);
        return root.ToJsonString(new JsonSerializerOptions { MaxDepth = 256 });
    }

    private static void Visit(JsonNode? node, MessageDescriptor schema)
    {
        // Well-known types have a JSON form of their own, without enums.
        if (node is not JsonObject message || schema.File.Package == "google.protobuf")
        {
            return;
        }

        foreach (var (name, value) in message.ToList())
        {
            var field = schema.Fields.InDeclarationOrder().FirstOrDefault(each => each.JsonName == name || each.Name == name);
            if (field is null || value is null)
            {
                continue;
            }

            if (field.IsMap)
            {
                var entry = field.MessageType.FindFieldByNumber(2);
                foreach (var (key, item) in value.AsObject().ToList())
                {
                    VisitValue(item, entry, replacement => value.AsObject()[key] = replacement);
                }
            }
            else if (field.IsRepeated)
            {
                var array = value.AsArray();
                for (var index = 0; index < array.Count; index++)
                {
                    var at = index;
                    VisitValue(array[index], field, replacement => array[at] = replacement);
                }
            }
            else
            {
                VisitValue(value, field, replacement => message[name] = replacement);
            }
        }
    }

    private static void VisitValue(JsonNode? value, FieldDescriptor field, Action<string> replace)
    {
        switch (field.FieldType)
        {
            case FieldType.Message:
                Visit(value, field.MessageType);
                break;
            case FieldType.Enum when value?.GetValueKind() == JsonValueKind.String:
                var name = value.GetValue<string>();
                if (field.EnumType.FindValueByName(name) is null && SchemaName(name, field.EnumType) is { } modern)
                {
                    replace(modern);
                }

                break;
        }
    }

    private static string? SchemaName(string name, EnumDescriptor schema)
    {
        var zero = schema.Values[0].Name;
        var prefix = zero.EndsWith("UNSPECIFIED") ? zero[..^"UNSPECIFIED".Length] : "";
        string[] candidates = [prefix + name, prefix + ScreamingSnake(name)];
        return candidates.FirstOrDefault(each => schema.FindValueByName(each) is not null);
    }

    private static string ScreamingSnake(string pascal)
    {
        var result = new StringBuilder(pascal.Length + 8);
        foreach (var letter in pascal)
        {
            if (char.IsAsciiLetterUpper(letter) && result.Length > 0)
            {
                result.Append('_');
            }

            result.Append(char.ToUpperInvariant(letter));
        }

        return result.ToString();
    }
}
