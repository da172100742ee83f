namespace Webhooks.Cli.CommandLine;

/// <summary>The message says all there is to say to whoever typed the command.</summary>
internal sealed class CannotRunException(string message) : Exception(message);
