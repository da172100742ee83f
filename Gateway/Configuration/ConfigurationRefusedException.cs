namespace Webhooks.Gateway.Configuration;

/// <summary>The configuration cannot be started with. The message lists every mistake, one a line, and never a secret.</summary>
internal sealed class ConfigurationRefusedException(IReadOnlyList<string> mistakes)
    : Exception($"The configuration is refused:{Environment.NewLine}{string.Join(Environment.NewLine, mistakes.Select(m => $"- {m}"))}")
{
    public IReadOnlyList<string> Mistakes { get; } = mistakes;
}
