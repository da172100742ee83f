namespace Webhooks.Office.Word;

/// <param name="Level">1 to 3.</param>
/// <param name="Text">Of the heading, clean and on one line.</param>
/// <param name="Bookmark">Around the heading.</param>
internal sealed record ContentsEntry(int Level, string Text, string Bookmark);
