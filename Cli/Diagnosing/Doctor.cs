using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Configuration;
using Webhooks.Cli.CommandLine;
using Webhooks.Cli.Management;
using Webhooks.Cli.Output;
using Webhooks.Gateway.Configuration;
using Webhooks.Storage.Configuration;

namespace Webhooks.Cli.Diagnosing;

/// <summary><c>webhooks doctor</c></summary>
internal static class Doctor
{
    public static Command Create()
    {
        var folder = new DataFolder.Options();
        var api = new ManagementApi.Options();
        var json = new Option<bool>("--json") { Description = "As JSON, for scripts." };
        var command = new Command("doctor", "Looks whether everything is well: configuration, disk, gateway, Temporal, clocks, secrets. Exits 1 when something does not work.") { json };
        folder.AddTo(command);
        api.AddTo(command);
        command.Run(async (parsed, output, cancellationToken) =>
        {
            var configuration = folder.Configuration(parsed);
            var findings = await ExamineAsync(configuration, folder.PathOf(parsed, configuration), api.Address(parsed), cancellationToken);
            await WriteAsync(findings, parsed.GetValue(json), output);
            return findings.Exists(finding => finding.State == FindingState.Fail) ? ExitCodes.Findings : ExitCodes.Success;
        });
        return command;
    }

    private static async Task<List<Finding>> ExamineAsync(IConfiguration configuration, string path, Uri gateway, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var now = time.GetUtcNow();
        var options = configuration.GetSection(WebhooksOptions.Section).Get<WebhooksOptions>() ?? new();
        var settings = StorageSettings.Read(configuration, []);
        var sqlite = DataFolderCheck.Sqlite();
        return
        [
            .. ConfigurationCheck.Run(configuration, options),
            .. SecretCheck.Run(options, path, now),
            .. AllowListCheck.Run(options, path, now),
            .. DataFolderCheck.Run(path, StorageSettings.JournalFolder(path), now),
            sqlite,
            .. sqlite.State == FindingState.Ok ? (Finding[])[await JournalCheck.RunAsync(StorageSettings.LedgerFile(path), settings.Retention, now, cancellationToken)] : [],
            .. await GatewayCheck.RunAsync(gateway, time, cancellationToken),
            .. await TemporalCheck.RunAsync(TemporalEnvironment.Read(configuration, []), time, cancellationToken),
        ];
    }

    private static async Task WriteAsync(List<Finding> findings, bool isJson, TextWriter output)
    {
        if (isJson)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(findings, FindingJson.Default.ListFinding));
            return;
        }

        var table = new Table("CHECK", "", "WHAT WAS SEEN");
        foreach (var finding in findings)
        {
            table.Add(finding.Check, Names.Of(finding.State), finding.Detail);
            if (finding.Advice is { } advice)
            {
                table.Add("", "", $"  → {advice}");
            }
        }

        await table.WriteAsync(output);
    }
}

/// <summary>In JSON as in the table.</summary>
internal sealed class FindingStateName() : JsonStringEnumConverter<FindingState>(JsonNamingPolicy.CamelCase);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(FindingStateName)], WriteIndented = true)]
[JsonSerializable(typeof(List<Finding>))]
internal sealed partial class FindingJson : JsonSerializerContext;
