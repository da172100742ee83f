using System.Net;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Configuration;

public sealed class RotationTests : IDisposable
{
    private readonly GatewayApp app = new();

    public void Dispose() => app.Dispose();

    [Fact]
    public async Task A_new_secret_counts_from_the_next_request_and_the_old_one_until_it_is_taken_out()
    {
        var client = app.CreateClient();
        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(new Delivery().Signed())).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.SendAsync(new Delivery { Secret = "new" }.Signed())).StatusCode);

        app.Settings.Change(("Webhooks:Sources:0:Secrets:1:Value", "new"));
        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(new Delivery { Secret = "new" }.Signed())).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(new Delivery().Signed())).StatusCode);

        app.Settings.Change(("Webhooks:Sources:0:Secrets:0:Value", "new"));
        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(new Delivery { Secret = "new" }.Signed())).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.SendAsync(new Delivery().Signed())).StatusCode);
    }

    [Fact]
    public async Task Case_26_two_gateways_that_reload_at_different_times_turn_nobody_away_in_the_overlap()
    {
        using var other = new GatewayApp();
        HttpClient[] clients = [app.CreateClient(), other.CreateClient()];
        (GatewayApp? Gateway, string? Old, string? New, string Signed)[] steps =
        [
            (null, null, null, GatewayApp.Secret),
            (app, GatewayApp.Secret, "new", GatewayApp.Secret),
            (other, GatewayApp.Secret, "new", GatewayApp.Secret),
            (null, null, null, "new"),
            (other, "new", "newest", "new"),
            (app, "new", "newest", "new"),
        ];

        foreach (var (gateway, old, replacing, signed) in steps)
        {
            gateway?.Settings.Change(("Webhooks:Sources:0:Secrets:0:Value", old), ("Webhooks:Sources:0:Secrets:1:Value", replacing));
            foreach (var client in clients)
            {
                Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(new Delivery { Secret = signed }.Signed())).StatusCode);
            }
        }
    }

    [Fact]
    public async Task A_change_with_a_mistake_in_it_changes_nothing_and_is_reported()
    {
        var client = app.CreateClient();

        app.Settings.Change(("Webhooks:Sources:0:Secrets:0:Value", " "), ("Webhooks:Sources:1:Provider", "GitLab"));

        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(new Delivery().Signed())).StatusCode);
        var report = Assert.Single(app.LogLines, line => line.StartsWith("Error", StringComparison.Ordinal));
        Assert.Contains("Webhooks:Sources:0:Secrets:0:Value", report, StringComparison.Ordinal);
        Assert.Contains("GitLab", report, StringComparison.Ordinal);
    }
}
