namespace Webhooks.Office.PowerPoint.Text;

/// <param name="Text">As it is shown: the whole, or its beginning with an ellipsis.</param>
/// <param name="Size">Points.</param>
/// <param name="IsCut">The whole of it does not stand there.</param>
internal sealed record FittedText(string Text, int Size, bool IsCut);
