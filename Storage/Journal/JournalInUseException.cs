namespace Webhooks.Storage.Journal;

/// <summary>Another process, or another journal of this process, writes the same folder.</summary>
public sealed class JournalInUseException(string directory, Exception? inner = null)
    : Exception($"The delivery journal in '{directory}' is in use: only one gateway may write it. Stop the other one, or set another data folder.", inner);
