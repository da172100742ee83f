using System.Text;

namespace Webhooks.Office.PowerPoint.Text;

/// <summary>Foreign text as it stands on a slide: one paragraph.</summary>
internal static class SlideText
{
    /// <summary>Line breaks and rows of spaces become one space. Spaces that forbid a line to end stay what they are.</summary>
    public static string Of(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var character in OfficeText.Clean(text))
        {
            if (!char.IsWhiteSpace(character) || character is '\u00A0' or '\u202F')
            {
                result.Append(character);
            }
            else if (result.Length > 0 && result[^1] != ' ')
            {
                result.Append(' ');
            }
        }

        return result.ToString().TrimEnd(' ');
    }
}
