namespace Webhooks.Gateway.Secrets;

/// <summary>The vault answers, but what it has cannot be used. The message holds no value.</summary>
internal sealed class VaultSecretException(string message) : Exception(message);
