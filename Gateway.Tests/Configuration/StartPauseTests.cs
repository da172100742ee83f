using System.Net;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Configuration;

public sealed class StartPauseTests
{
    [Fact]
    public async Task Deliveries_are_answered_before_the_use_of_secrets_is_written_for_the_first_time()
    {
        var time = new ManualTime();
        using var app = new GatewayApp { Time = time };
        var report = Path.Combine(app.DataFolder, "secrets-status.json");

        Assert.Equal(HttpStatusCode.Accepted, (await app.CreateClient().SendAsync(new Delivery().Signed())).StatusCode);
        Assert.False(File.Exists(report));

        await Eventually.TrueAsync(
            () =>
            {
                time.Advance(StartPause.Length);
                return File.Exists(report);
            },
            "the report is written");
    }
}
