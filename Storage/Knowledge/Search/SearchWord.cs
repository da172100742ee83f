namespace Webhooks.Storage.Knowledge.Search;

/// <summary>A word as it is compared, and where it begins in the text.</summary>
internal readonly record struct SearchWord(string Text, int Start);
