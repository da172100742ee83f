using Microsoft.Extensions.Options;
using Webhooks.Gateway.Configuration;

namespace Webhooks.Gateway.Access;

/// <summary>The tokens of this moment. A change with a mistake in it changes nothing; the last good tokens stay.</summary>
internal sealed partial class ManagementTokens : IDisposable
{
    private readonly ILogger<ManagementTokens> logger;
    private readonly IDisposable? subscription;
    private volatile IReadOnlyList<ManagementToken> current;

    /// <summary>The configuration at start has been checked by <see cref="ConfigurationSetup.RefuseMistakes"/>.</summary>
    public ManagementTokens(IOptionsMonitor<WebhooksOptions> options, ILogger<ManagementTokens> logger)
    {
        this.logger = logger;
        current = ManagementCatalog.Read(options.CurrentValue, []);
        subscription = options.OnChange(Replace);
    }

    /// <summary>Without any, only this machine may use the API.</summary>
    public bool Any => current.Count > 0;

    public ManagementToken? Find(string presented)
    {
        var hash = ManagementToken.HashOf(presented);
        ManagementToken? found = null;

        // All of them are looked at: how long it takes does not tell which one it was.
        foreach (var token in current)
        {
            found = token.HasHash(hash) ? token : found;
        }

        return found;
    }

    public void Dispose() => subscription?.Dispose();

    private void Replace(WebhooksOptions options)
    {
        var mistakes = new List<string>();
        var tokens = ManagementCatalog.Read(options, mistakes);
        if (tokens.Count == 0 && Any)
        {
            mistakes.Add($"{WebhooksOptions.Section}:Management:Tokens is empty now: the API is not opened while the gateway runs.");
        }

        if (mistakes.Count > 0)
        {
            Log.ChangeRefused(logger, string.Join(' ', mistakes));
            return;
        }

        current = tokens;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Changed tokens of the management API are refused and the last good ones stay: {Mistakes}")]
        public static partial void ChangeRefused(ILogger logger, string mistakes);
    }
}
