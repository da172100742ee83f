using System.Text;

namespace Webhooks.Activities.Reports.Delivering;

/// <summary>The part for programs without HTML.</summary>
internal static class InvestorMailText
{
    public static string Of(InvestorMail mail)
    {
        var text = new StringBuilder();
        text.Append(mail.Heading).Append('\n').Append(mail.Title).Append(" (").Append(mail.Days).Append(")\n\n");
        foreach (var remark in mail.Remarks)
        {
            text.Append("! ").Append(remark).Append('\n');
        }

        text.Append(mail.Remarks.Count > 0 ? "\n" : "");
        foreach (var figure in mail.Figures)
        {
            text.Append(figure.Label).Append(": ").Append(figure.Value).Append(figure.Change is { } change ? $" ({change})" : "").Append('\n');
        }

        foreach (var section in mail.Summary?.Sections ?? [])
        {
            text.Append('\n').Append(section.Heading is { } heading ? $"{heading}\n" : "").Append(section.Paragraph is { } paragraph ? $"{paragraph}\n" : "");
            foreach (var point in section.Points)
            {
                text.Append("- ").Append(point).Append('\n');
            }
        }

        text.Append('\n').Append(mail.DocumentsTitle).Append('\n');
        foreach (var document in mail.Documents)
        {
            var place = mail.Place(document);
            text.Append("- ").Append(document.Name).Append(place.Length > 0 ? $": {place}" : "").Append('\n');
        }

        return text.Append('\n').Append(mail.Basis).Append('\n').ToString();
    }
}
