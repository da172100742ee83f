using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Webhooks.Cli.CommandLine;
using Webhooks.Cli.Management;
using Webhooks.Cli.Output;
using Webhooks.Contracts.Deliveries;

namespace Webhooks.Cli.Replaying;

/// <summary><c>webhooks deliveries replay</c></summary>
internal static class ReplayDeliveries
{
    public static Command Create()
    {
        var api = new ManagementApi.Options();
        var selection = new ReplaySelectionOptions();
        var dryRun = new Option<bool>("--dry-run") { Description = "Say how many and which, and replay none." };
        var confirm = new Option<long?>("--confirm") { Description = "The number that the dry run said; required when there are many.", HelpName = "N" };
        var reason = new Option<string?>("--reason") { Description = "Why, for the audit. Required unless it is a dry run.", HelpName = "TEXT" };
        var unverified = new Option<bool>("--accept-unverified") { Description = "Also deliveries whose signature cannot be checked again." };
        var follow = new Option<bool>("--follow") { Description = "Wait for the end and show how far it is." };
        var command = new Command(
            "replay",
            "Has the gateway handle stored deliveries again: one, or every one that the filter lets through. Exits 1 when it is refused, or with --follow when a delivery is.")
        {
            dryRun, confirm, reason, unverified, follow,
        };
        selection.AddTo(command);
        api.AddTo(command);
        command.Run(async (parsed, output, cancellationToken) =>
        {
            var request = selection.Read(parsed);
            Put(request, "dryRun", parsed.GetValue(dryRun) ? true : null);
            Put(request, "confirm", parsed.GetValue(confirm));
            Put(request, "reason", parsed.GetValue(reason));
            Put(request, "acceptUnverified", parsed.GetValue(unverified) ? true : null);
            using var gateway = api.Open(parsed);
            return await RunAsync(gateway, request, parsed.GetValue(follow), output, cancellationToken);
        });
        return command;

        static void Put(JsonObject request, string name, JsonNode? value)
        {
            if (value is not null)
            {
                request[name] = value;
            }
        }
    }

    private static async Task<int> RunAsync(ManagementApi gateway, JsonObject request, bool isFollowed, TextWriter output, CancellationToken cancellationToken)
    {
        var answer = await gateway.CallAsync(HttpMethod.Post, "/api/replays", request, cancellationToken);
        if (!answer.IsSuccess)
        {
            await output.WriteLineAsync(answer.Problem);
            if (answer.Json.Number("count") is { } count)
            {
                await output.WriteLineAsync($"{count} deliveries are selected.");
            }

            return ExitCodes.Findings;
        }

        if (answer.Json.Text("replayId") is not { } id)
        {
            return await ShowPreviewAsync(answer.Json, output);
        }

        await output.WriteLineAsync(Table.Plain($"Replay {id} of {answer.Json.Number("total")} deliveries has begun."));
        return isFollowed ? await ReplayProgress.FollowAsync(gateway, id, output, cancellationToken) : ExitCodes.Success;
    }

    private static async Task<int> ShowPreviewAsync(JsonElement preview, TextWriter output)
    {
        var table = new Table("DELIVERY", "RECEIVED", "SOURCE", "EVENT", "STATE", "OUTCOME", "VERIFIED", "WOULD BE", "ENTITY");
        foreach (var delivery in preview.List("deliveries"))
        {
            var outcome = delivery.Text("outcome") is { } kind ? $"{kind}{(delivery.Text("outcomeReason") is { } reason ? $" ({reason})" : "")}" : null;
            table.Add(
                delivery.Text("deliveryId"), delivery.Text("receivedAt"), delivery.Text("source"), delivery.Text("event"), delivery.Text("state"), outcome,
                delivery.Flag("isVerified") ? "yes" : "no", delivery.Text("refusal") is { } refusal ? $"refused: {refusal}" : "replayed", delivery.Text("entity"));
        }

        if (!table.IsEmpty)
        {
            await table.WriteAsync(output);
        }

        await output.WriteLineAsync(
            $"{preview.Number("count")} deliveries{(preview.Flag("isCut") ? ", of which these are the first" : "")}. Nothing was replayed."
            + (preview.Flag("needsConfirmation") ? $" To replay them, add --confirm {preview.Number("count")}." : ""));
        return ExitCodes.Success;
    }
}
