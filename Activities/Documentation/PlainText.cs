using System.Globalization;
using System.Text;

namespace Webhooks.Activities.Documentation;

/// <summary>Takes out of foreign text what a reader cannot see: controls, direction overrides, zero-width characters, halves of surrogate pairs.</summary>
internal static class PlainText
{
    /// <summary>One line: every kind of line break and white space is a space.</summary>
    public static string Line(string text) => string.Join(' ', Visible(text).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>At most so many characters, of which the last says that there were more.</summary>
    public static string Cut(string text, int maximum) =>
        text.Length <= maximum ? text : text[..(char.IsHighSurrogate(text[maximum - 2]) ? maximum - 2 : maximum - 1)] + "…";

    /// <summary>Lines are kept and end in LF; tabs are four spaces.</summary>
    public static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case var _ when rune.Value == '\n':
                    visible.Append('\n');
                    break;
                case var _ when rune.Value == '\t':
                    visible.Append("    ");
                    break;
                case UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    visible.Append('\n');
                    break;
                case UnicodeCategory.SpaceSeparator:
                    visible.Append(' ');
                    break;
                case UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned:
                    break;
                default:
                    visible.Append(rune.ToString());
                    break;
            }
        }

        return visible.ToString();
    }
}
