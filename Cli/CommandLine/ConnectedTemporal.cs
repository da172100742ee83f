using Microsoft.Extensions.Configuration;
using Temporalio.Client;
using Webhooks.Gateway.Configuration;

namespace Webhooks.Cli.CommandLine;

/// <summary>The Temporal that gateway and worker use.</summary>
internal static class ConnectedTemporal
{
    /// <exception cref="CannotRunException">The configuration has mistakes, or nobody answers there.</exception>
    public static async Task<ITemporalClient> OpenAsync(IConfiguration configuration)
    {
        var mistakes = new List<string>();
        var options = TemporalEnvironment.Read(configuration, mistakes);
        if (mistakes.Count > 0)
        {
            throw new CannotRunException(string.Join(Environment.NewLine, mistakes));
        }

        var client = TemporalClient.CreateLazy(options);
        try
        {
            await client.Connection.ConnectAsync();
            return client;
        }
        catch (InvalidOperationException e) // What the connection throws whenever it cannot be made.
        {
            throw new CannotRunException($"Temporal at {options.TargetHost} cannot be reached: {e.Message}");
        }
    }
}
