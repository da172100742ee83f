namespace Webhooks.Office.PowerPoint.Slides;

/// <param name="What">Which text of the slide it is: <c>Title</c>.</param>
/// <param name="Text">All of it, with its line breaks.</param>
internal sealed record WholeText(string What, string Text);
