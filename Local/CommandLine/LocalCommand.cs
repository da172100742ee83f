using System.CommandLine;
using System.Globalization;
using Webhooks.Local.Hosting;

namespace Webhooks.Local.CommandLine;

/// <summary>The command line: <c>dotnet run --project Local -- [options]</c>.</summary>
internal static class LocalCommand
{
    public static RootCommand Create()
    {
        var data = new Option<string>("--data")
        {
            Description = "Folder of everything that must survive: journal, ledger, knowledge base, Temporal's database, secrets, logs.",
            HelpName = "DIR",
            DefaultValueFactory = _ => "./data",
        };
        var gatewayPort = Port("--gateway-port", "Port of the gateway on 127.0.0.1.", 8080);
        var temporalPort = Port("--temporal-port", "Port of the embedded Temporal server on 127.0.0.1.", 7233);
        var temporalAddress = new Option<string?>("--temporal-address")
        {
            Description = "Use this Temporal instead of the embedded one. Namespace, key and TLS come from TEMPORAL_*.",
            HelpName = "HOST:PORT",
        };
        temporalAddress.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } address && !IsAddress(address))
            {
                result.AddError($"--temporal-address '{address}' is not host:port.");
            }
        });
        var demo = new Option<bool>("--demo")
        {
            Description = "Send the last commits of this repository and a day in the life of a small shop as signed deliveries, show what becomes of them, and end.",
        };
        var reports = new Option<bool>("--reports")
        {
            Description = "With --demo: then have the reports of today and of this week written, and show where they are.",
        };
        reports.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<bool>() && !result.GetValue(demo))
            {
                result.AddError("--reports comes with --demo.");
            }
        });
        var command = new RootCommand("Runs the webhook gateway, the worker and an embedded Temporal server on this machine, on loopback only.")
        {
            data, gatewayPort, temporalPort, temporalAddress, demo, reports,
        };
        command.SetAction((parsed, stopping) => LocalRun.RunAsync(
            new LocalOptions
            {
                DataDirectory = Path.GetFullPath(parsed.GetRequiredValue(data)),
                GatewayPort = parsed.GetRequiredValue(gatewayPort),
                TemporalPort = parsed.GetRequiredValue(temporalPort),
                TemporalAddress = parsed.GetValue(temporalAddress),
                Demo = parsed.GetValue(demo),
                Reports = parsed.GetValue(reports),
            },
            stopping));
        return command;
    }

    private static Option<int> Port(string name, string description, int standard) => new(name)
    {
        Description = description,
        HelpName = "PORT",
        DefaultValueFactory = _ => standard,
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65_535)
            {
                return port;
            }

            result.AddError($"{name} must be from 1 to 65535.");
            return 0;
        },
    };

    private static bool IsAddress(string address) =>
        address.LastIndexOf(':') is > 0 and var colon && !address.Contains("://", StringComparison.Ordinal)
        && ushort.TryParse(address.AsSpan(colon + 1), out var port) && port > 0;
}
