using System.Net;
using System.Text;
using System.Text.Json;
using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Receiving;
using Webhooks.Gateway.Tests.EventGrid;
using Webhooks.Gateway.Tests.Hosting;
using Webhooks.Storage.Ledger;

namespace Webhooks.Gateway.Tests.Replaying;

/// <summary>What a replay believes: the bytes that are stored, checked, and a signature over them.</summary>
public sealed class ReverificationTests
{
    [Fact]
    public async Task A_signature_by_a_secret_that_is_not_configured_any_more_is_refused_unless_asked_for()
    {
        using var app = new GatewayApp();
        var client = app.CreateClient();
        var original = await app.AcceptedAsync(new Delivery().Signed());
        app.Settings.Change(("Webhooks:Sources:0:Secrets:0:Value", "another one, which nobody knows"));

        var refused = await client.ReplayedAsync(new { deliveryId = original.DeliveryId, reason = "try" });
        var taken = await client.ReplayedAsync(new { deliveryId = original.DeliveryId, reason = "I know where it comes from", acceptUnverified = true });

        Assert.Equal((0, 1), (refused.Number("replayed"), refused.GetProperty("refused").Number("signatureInvalid")));
        Assert.Equal((1, 1), (taken.Number("replayed"), taken.Number("unverified")));
        var rows = await client.AuditAsync();
        Assert.Equal(1, rows[0].GetProperty("detail").Number("unverified"));
        Assert.True(rows[1].GetProperty("detail").GetProperty("acceptUnverified").GetBoolean());
        Assert.Equal(1, rows[2].GetProperty("detail").GetProperty("refused").Number("signatureInvalid"));
    }

    [Fact]
    public async Task A_secret_that_has_expired_since_proves_what_it_proved_then()
    {
        using var app = new GatewayApp();
        var original = await app.AcceptedAsync(new Delivery().Signed());
        app.Settings.Change(
            ("Webhooks:Sources:0:Secrets:0:NotAfter", original.ReceivedAt.ToString("O")),
            ("Webhooks:Sources:0:Secrets:1:Value", "another one, which nobody knows"));
        var client = app.CreateClient();
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.SendAsync(new Delivery().Signed())).StatusCode);
        var replay = await client.ReplayedAsync(new { deliveryId = original.DeliveryId, reason = "again" });
        Assert.Equal((1, 0), (replay.Number("replayed"), replay.Number("unverified")));
    }

    [Fact]
    public async Task A_Jira_delivery_is_verified_and_identified_again()
    {
        using var app = JiraApp.Create();
        var original = await app.AcceptedAsync(new JiraDelivery { Retry = "2" }.Signed());
        var replay = await app.CreateClient().ReplayedAsync(new { deliveryId = original.DeliveryId, reason = "again" });
        var repeated = await StoredAsync(app, replay);
        Assert.Equal(0, replay.Number("unverified"));
        Assert.Equal((original.Entity, original.EventName, original.Ending()), (repeated.Entity, repeated.EventName, repeated.Ending()));
        Assert.Equivalent(original.Issue(), repeated.Issue(), strict: true);
        Assert.Equal(2, repeated.Issue()?.Retry);
    }

    [Fact]
    public async Task A_form_is_identified_again_as_the_form_it_was()
    {
        using var app = new GatewayApp();
        var form = Encoding.UTF8.GetBytes($"payload={Uri.EscapeDataString(Delivery.Push())}");
        var original = await app.AcceptedAsync(new Delivery { Body = form, ContentType = "application/x-www-form-urlencoded" }.Signed());
        var repeated = await StoredAsync(app, await app.CreateClient().ReplayedAsync(new { deliveryId = original.DeliveryId, reason = "again" }));
        Assert.Equal("github/repository/186853002", repeated.Entity);
        Assert.Equal(original.Payload.Sha256, repeated.Payload.Sha256);
        Assert.Equal("GitHubRepositoryWorkflow", repeated.WorkflowType);
    }

    [Fact]
    public async Task Event_Grid_signs_nothing_so_it_is_replayed_only_unverified_and_stays_redacted()
    {
        using var app = EventRequest.App();
        var client = app.CreateClient();
        var resource = EventRequest.Event(
            type: "Microsoft.Resources.ResourceWriteSuccess",
            data: """{"resourceUri":"/subscriptions/0000/resourceGroups/g/providers/Microsoft.Resources/deployments/d","operationName":"Microsoft.Resources/deployments/write","claims":{"name":"Somebody"} }""");
        var original = await app.AcceptedAsync(new EventRequest { Body = resource }.Request());

        var refused = await client.ReplayedAsync(new { deliveryId = original.DeliveryId, reason = "try" });
        var taken = await client.ReplayedAsync(new { deliveryId = original.DeliveryId, reason = "again", acceptUnverified = true });

        Assert.Equal(1, refused.GetProperty("refused").Number("noProof"));
        var repeated = await StoredAsync(app, taken);
        Assert.Equal((original.Entity, original.EventName, original.Ending()), (repeated.Entity, repeated.EventName, repeated.Ending()));
        Assert.Equal(original.Payload.Sha256, repeated.Payload.Sha256);
        var sha256 = DeliveryFacts.FromJson(original.Event).RequestSha256;
        Assert.NotEqual(original.Payload.Sha256, sha256);
        Assert.Equal(sha256, DeliveryFacts.FromJson(repeated.Event).RequestSha256);
    }

    [Fact]
    public async Task A_body_that_is_damaged_on_the_disk_is_not_replayed_whatever_is_asked_for()
    {
        using var app = new GatewayApp();
        var original = await app.AcceptedAsync(new Delivery().Signed());
        await using (var segment = new FileStream(
            Directory.GetFiles(Path.Combine(app.DataFolder, "journal"), "*.segment").Single(), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete))
        {
            segment.Position = original.Payload.Offset + 100;
            var value = segment.ReadByte();
            segment.Position--;
            segment.WriteByte((byte)(value ^ 1));
        }

        var replay = await app.CreateClient().ReplayedAsync(new { deliveryId = original.DeliveryId, reason = "again", acceptUnverified = true });

        Assert.Equal((0, 1), (replay.Number("replayed"), replay.GetProperty("refused").Number("bodyDamaged")));
        Assert.Equal(1, await app.CountAsync());
    }

    [Fact]
    public async Task A_source_that_is_gone_replays_nothing()
    {
        using var app = new GatewayApp();
        var original = await app.AcceptedAsync(new Delivery().Signed());
        app.Settings.Change(("Webhooks:Sources:0:Name", "renamed"));
        var replay = await app.CreateClient().ReplayedAsync(new { deliveryId = original.DeliveryId, reason = "again", acceptUnverified = true });
        Assert.Equal(1, replay.GetProperty("refused").Number("sourceUnknown"));
    }

    [Fact]
    public async Task The_dry_run_says_what_would_be_refused()
    {
        using var app = new GatewayApp();
        var original = await app.AcceptedAsync(new Delivery().Signed());
        app.Settings.Change(("Webhooks:Sources:0:Secrets:0:Value", "another one, which nobody knows"));
        var preview = await (await app.CreateClient().ReplayAsync(new { deliveryId = original.DeliveryId, dryRun = true })).JsonAsync();
        var shown = preview.GetProperty("deliveries")[0];
        Assert.Equal("signatureInvalid", shown.Text("refusal"));
        Assert.False(shown.GetProperty("isVerified").GetBoolean());
    }

    private static async Task<DeliveryRecord> StoredAsync(GatewayApp app, JsonElement replay) =>
        await app.FindAsync(replay.FirstNew()) ?? throw new InvalidOperationException($"Nothing was stored: {replay}");
}
