namespace Webhooks.Local;

/// <summary>Why it cannot go on, told to the person at the terminal; no stack trace helps there.</summary>
internal sealed class LocalFailureException(string message, Exception? inner = null) : Exception(message, inner);
