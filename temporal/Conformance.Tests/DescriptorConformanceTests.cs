using System.Text.Json;
using Temporal.Conformance.Tests.Descriptors;

namespace Temporal.Conformance.Tests;

/// <summary>Our .proto files are a subset of the official ones: what is in ours is in theirs, and the same.</summary>
public sealed class DescriptorConformanceTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly Lazy<Task<OfficialDescriptors>> Official = new(ReadAsync);

    [SkippableFact]
    public async Task Every_field_has_its_official_name_number_type_and_label()
    {
        var official = (await Official.Value).Messages;
        var differences = new List<string>();
        foreach (var message in OurDescriptors.Messages)
        {
            if (!official.TryGetValue(message.FullName, out var theirs))
            {
                differences.Add($"{message.FullName} is no official message");
                continue;
            }

            foreach (var field in message.Fields.InDeclarationOrder())
            {
                var ours = OurDescriptors.Describe(field);
                var their = theirs.GetValueOrDefault(field.Name);
                if (ours != their)
                {
                    differences.Add($"{message.FullName}.{field.Name}: ours {ours}, official {their?.ToString() ?? "none"}");
                }
            }
        }

        Assert.True(OurDescriptors.Messages.Count() > 200, "the generated assembly was not found");
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    [SkippableFact]
    public async Task Every_enum_value_has_its_official_name_and_number()
    {
        var official = (await Official.Value).Enums;
        var differences = new List<string>();
        foreach (var ours in OurDescriptors.Enums)
        {
            if (!official.TryGetValue(ours.FullName, out var theirs))
            {
                differences.Add($"{ours.FullName} is no official enum");
                continue;
            }

            differences.AddRange(ours.Values
                .Where(value => !theirs.TryGetValue(value.Name, out var number) || number != value.Number)
                .Select(value => $"{ours.FullName}.{value.Name} = {value.Number}"));
        }

        Assert.True(OurDescriptors.Enums.Count() > 30, "the generated assembly was not found");
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    [SkippableFact]
    public async Task Every_method_has_its_official_name_request_and_response()
    {
        var official = (await Official.Value).Methods;
        var differences = new List<string>();
        foreach (var method in OurDescriptors.Methods)
        {
            var ours = new OfficialMethod(
                method.InputType.FullName, method.OutputType.FullName, method.IsClientStreaming || method.IsServerStreaming);
            var name = $"/{method.Service.FullName}/{method.Name}";
            var theirs = official.GetValueOrDefault(name);
            if (ours != theirs)
            {
                differences.Add($"{name}: ours {ours}, official {theirs?.ToString() ?? "none"}");
            }
        }

        Assert.True(OurDescriptors.Methods.Count() > 30, "the generated assembly was not found");
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    private static async Task<OfficialDescriptors> ReadAsync()
    {
        await using var driver = await Drivers.StartAsync(["descriptors.js"]);
        var printed = await driver.ResultAsync(TimeSpan.FromSeconds(60));
        return JsonSerializer.Deserialize<OfficialDescriptors>(printed, Json)
            ?? throw new InvalidOperationException("the driver printed null");
    }
}
