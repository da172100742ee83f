using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Extensions.Hosting;

namespace Temporalio.Tests.Hosting;

public class HostedActivitiesTests
{
    [Fact]
    public async Task Scoped_activities_get_an_instance_of_their_own_disposed_after_the_task()
    {
        var services = new ServiceCollection();
        services.AddHostedTemporalWorker("queue").AddScopedActivities<Counting>();
        await using var provider = services.BuildServiceProvider();
        var activity = Activity(provider, "Count");

        for (var each = 0; each < 2; each++)
        {
            var goOn = new TaskCompletionSource();
            var running = activity.InvokeAsync([goOn.Task]);
            goOn.SetResult();
            Assert.Equal("1 open", await running);
        }

        Assert.Null(ActivityScope.ServiceScope);
    }

    [Fact]
    public async Task A_singleton_is_shared_by_all_executions()
    {
        var services = new ServiceCollection();
        services.AddHostedTemporalWorker("queue").AddSingletonActivities<Counting>();
        await using var provider = services.BuildServiceProvider();
        var activity = Activity(provider, "Count");

        await activity.InvokeAsync([Task.CompletedTask]);

        Assert.Equal("2 open", await activity.InvokeAsync([Task.CompletedTask]));
    }

    [Fact]
    public async Task Synchronous_and_static_activities_run_too()
    {
        var services = new ServiceCollection();
        services.AddHostedTemporalWorker("queue").AddTransientActivities<Counting>().AddStaticActivities(typeof(Fixed));
        await using var provider = services.BuildServiceProvider();

        Assert.Equal(5, await Activity(provider, "Plain").InvokeAsync([]));
        Assert.Equal(7, await Activity(provider, "Seven").InvokeAsync([]));
    }

    [Fact]
    public void A_queue_has_one_worker()
    {
        var services = new ServiceCollection();
        services.AddHostedTemporalWorker("queue");
        services.AddHostedTemporalWorker("other");

        Assert.Throws<InvalidOperationException>(() => services.AddHostedTemporalWorker("queue"));
        Assert.Equal(2, services.Count(each => each.ServiceType == typeof(IHostedService)));
    }

    [Fact]
    public void Options_are_configured_by_queue()
    {
        var services = new ServiceCollection();
        services.AddHostedTemporalWorker("host:1", "orders", "queue").ConfigureOptions(options => options.MaxConcurrentActivities = 3);
        services.AddHostedTemporalWorker("other");
        using var provider = services.BuildServiceProvider();
        var monitor = provider.GetRequiredService<IOptionsMonitor<TemporalWorkerServiceOptions>>();

        Assert.Equal((3, "queue", "host:1"), (monitor.Get("queue").MaxConcurrentActivities, monitor.Get("queue").TaskQueue, monitor.Get("queue").ClientOptions?.TargetHost));
        Assert.Null(monitor.Get("other").MaxConcurrentActivities);
        Assert.Null(monitor.Get("other").ClientOptions);
    }

    [Fact]
    public void The_client_is_lazy_and_shared()
    {
        var services = new ServiceCollection();
        services.AddTemporalClient("nowhere:1", "orders").Configure(options => options.Identity = "me");
        using var provider = services.BuildServiceProvider();

        var client = provider.GetRequiredService<ITemporalClient>();

        Assert.Same(client, provider.GetRequiredService<ITemporalClient>());
        Assert.False(client.Connection.IsConnected);
        Assert.Equal(("nowhere:1", "me", "orders"), (client.Connection.Options.TargetHost, client.Connection.Options.Identity, client.Options.Namespace));
    }

    private static ActivityDefinition Activity(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<TemporalWorkerServiceOptions>>().Get("queue").Activities.Single(each => each.Name == name);

    public static class Fixed
    {
        [Activity]
        public static int Seven() => 7;
    }

    public sealed class Counting : IDisposable
    {
        private int count;
        private bool disposed;

        [Activity]
        public async Task<string> CountAsync(Task goOn)
        {
            Assert.Same(this, ActivityScope.ScopedInstance);
            await goOn;
            return $"{++count} {(disposed ? "disposed" : "open")}";
        }

        [Activity]
        public int Plain() => 5;

        public void Dispose() => disposed = true;
    }
}
