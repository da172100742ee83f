using System.Diagnostics;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Configuration;

/// <summary>The real process: what an operator sees when it refuses to start.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task Without_a_secret_the_process_refuses_to_start_and_says_why()
    {
        using var folder = new TemporaryFolder();

        var (code, errors) = await RunAsync(
            ("Webhooks__DataDirectory", folder.Path),
            ("Webhooks__Sources__0__Name", "hello"),
            ("Webhooks__Sources__0__Provider", "GitHub"),
            ("Webhooks__Sources__1__Name", "other"),
            ("Webhooks__Sources__1__Provider", "GitLab"),
            ("Webhooks__Sources__1__Secrets__0__Value", "do-not-print-me"),
            ("Webhooks__Ledger__DeduplicationWindow", "3"),
            ("Webhooks__Journal__Encryption__Keys__0__Id", "spring"),
            ("Webhooks__Journal__Encryption__Keys__0__Value", "do-not-print-me-either"),
            ("TEMPORAL_ADDRESS", "nowhere"));

        Assert.Equal(78, code);
        Assert.Contains("Webhooks:Sources:0:Secrets", errors, StringComparison.Ordinal);
        Assert.Contains("Webhooks:Sources:1:Provider 'GitLab'", errors, StringComparison.Ordinal);
        Assert.Contains("TEMPORAL_ADDRESS 'nowhere'", errors, StringComparison.Ordinal);
        Assert.Contains("Webhooks:Ledger:DeduplicationWindow '3' is not a time from 30.00:00:00", errors, StringComparison.Ordinal);
        Assert.Contains("Webhooks:Journal:Encryption:Keys:0:Value is not", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("do-not-print-me", errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Without_any_source_the_process_refuses_to_start()
    {
        var (code, errors) = await RunAsync();

        Assert.Equal(78, code);
        Assert.Contains("Webhooks:Sources is empty", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_others_could_reach_it_the_process_refuses_to_start_without_a_token_for_its_api()
    {
        var (code, errors) = await RunAsync(("ASPNETCORE_URLS", "http://127.0.0.1:0;http://0.0.0.0:0"));

        Assert.Equal(78, code);
        Assert.Contains("urls 'http://0.0.0.0:0' can be reached from other machines", errors, StringComparison.Ordinal);
        Assert.Contains("Webhooks:Management:Tokens:0:Name", errors, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Errors)> RunAsync(params (string Key, string Value)[] environment)
    {
        var start = GatewayProcess.Start(environment);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(enough.Token);
            var errors = await process.StandardError.ReadToEndAsync(enough.Token);
            await output;
            await process.WaitForExitAsync(enough.Token);
            return (process.ExitCode, errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
