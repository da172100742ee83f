using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Limits;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Limits;

/// <summary>How long the end of the process takes.</summary>
public sealed class DrainTests
{
    private readonly ManualTime time = new();

    [Fact]
    public async Task Until_the_notice_is_over_deliveries_are_taken_and_then_none()
    {
        var drain = Drain("DrainNotice", "00:00:10");
        var stopping = drain.StoppingAsync(CancellationToken.None);
        Assert.False(stopping.IsCompleted);
        Assert.True(drain.HasBegun);
        await time.WaitedForAsync();
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.True(drain.TryEnter());
        drain.Leave();

        time.Advance(TimeSpan.FromSeconds(1));
        await stopping.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.False(drain.TryEnter());
    }

    [Fact]
    public async Task What_is_served_is_waited_for_also_when_others_had_left_before()
    {
        var drain = Drain("DrainTime", "00:00:30");
        Assert.True(drain.TryEnter());
        drain.Leave();
        Assert.True(drain.TryEnter());
        var stopping = drain.StoppingAsync(CancellationToken.None);
        Assert.False(stopping.IsCompleted);

        drain.Leave();

        await stopping.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task What_does_not_end_is_not_waited_for_any_longer_than_is_configured()
    {
        var drain = Drain("DrainTime", "00:00:30");
        Assert.True(drain.TryEnter());
        var stopping = drain.StoppingAsync(CancellationToken.None);
        await time.WaitedForAsync();
        time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(stopping.IsCompleted);

        time.Advance(TimeSpan.FromSeconds(1));

        await stopping.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void The_host_gives_all_of_it_the_time_it_may_take()
    {
        using var app = new GatewayApp();
        app.Settings.Put("Webhooks:Http:DrainNotice", "00:01:00");
        app.Settings.Put("Webhooks:Http:DrainTime", "00:02:00");

        Assert.True(app.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout > TimeSpan.FromMinutes(3));
    }

    private Drain Drain(string key, string value) => new(
        HttpSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [$"Webhooks:Http:{key}"] = value }).Build(), []),
        time,
        NullLogger<Drain>.Instance);
}
