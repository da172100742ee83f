using DocumentFormat.OpenXml.Wordprocessing;

namespace Webhooks.Office.Word;

internal sealed record InlineLook
{
    public bool IsBold { get; init; }

    public bool IsItalic { get; init; }

    public bool IsCode { get; init; }

    public bool IsLink { get; init; }

    public IEnumerable<Run> Runs(string text) => WordText.Runs(text, Properties());

    private RunProperties? Properties()
    {
        var properties = new RunProperties();
        if (IsCode || IsLink)
        {
            properties.Append(new RunStyle { Val = IsCode ? WordStyles.InlineCode : WordStyles.Link });
        }

        if (IsBold)
        {
            properties.Append(new Bold());
        }

        if (IsItalic)
        {
            properties.Append(new Italic());
        }

        return properties.HasChildren ? properties : null;
    }
}
