using Microsoft.Extensions.Configuration;
using Spectre.Console;
using Webhooks.Local.CommandLine;
using Webhooks.Local.Demo;
using Webhooks.Local.Secrets;

namespace Webhooks.Local.Hosting;

/// <summary>Everything on this machine: starts Temporal, gateway and worker, stays until stopped (or for the demo), stops all in reverse.</summary>
internal static class LocalRun
{
    public static async Task<int> RunAsync(LocalOptions options, CancellationToken stopping)
    {
        try
        {
            return await StartedAsync(options, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return 0;
        }
        catch (LocalFailureException failure)
        {
            Terminal.Error(failure.Message);
            return 1;
        }
    }

    private static async Task<int> StartedAsync(LocalOptions options, CancellationToken stopping)
    {
        var time = TimeProvider.System;
        var secrets = SecretsFile.ReadOrCreate(options.DataDirectory);
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var sources = LocalSources.From(configuration, secrets);
        var address = new Uri($"http://127.0.0.1:{options.GatewayPort}");
        await using var temporal = await EmbeddedTemporal.StartAsync(options, stopping);
        await using var children = Children.Start(options, temporal.Address, address, sources, time, Terminal.Warn);
        using var gateway = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(15) };
        gateway.DefaultRequestHeaders.Authorization = OperatorToken.From(configuration);
        try
        {
            await OrEndAsync(children, GatewayReadiness.WaitAsync(gateway, time, stopping));
            Terminal.Started(options, address, sources, temporal);
            if (options.Demo)
            {
                return await DemoAsync(options, temporal.Address, configuration, gateway, sources, time, stopping) ? 0 : Failed(children);
            }

            await OrEndAsync(children, Task.Delay(Timeout.InfiniteTimeSpan, time, stopping));
            return 0;
        }
        catch (LocalFailureException)
        {
            Terminal.Tails(children);
            throw;
        }
        finally
        {
            Terminal.Say("Stopping: gateway and worker first, then Temporal.");
        }
    }

    private static async Task<bool> DemoAsync(
        LocalOptions options, string temporal, IConfiguration configuration, HttpClient gateway, LocalSources sources, TimeProvider time, CancellationToken stopping)
    {
        var isGood = await DemoRun.RunAsync(gateway, sources, options.DataDirectory, time, stopping);
        return options.Reports ? await DemoReports.RunAsync(temporal, configuration, options.DataDirectory, time, stopping) && isGood : isGood;
    }

    private static int Failed(Children children)
    {
        Terminal.Tails(children);
        return 1;
    }

    private static async Task OrEndAsync(Children children, Task work) => await await Task.WhenAny(work, children.Ended.Unwrap());
}
