using System.Net;
using System.Text;
using Webhooks.Activities.Generation;
using Webhooks.Contracts.Reports;
using Webhooks.Office;

namespace Webhooks.Activities.Reports.Delivering;

/// <summary>
/// The part that most people read. Tables and inline styles only, because mail programs know little else; no picture, no script, nothing from
/// outside. Every text is escaped.
/// </summary>
internal static class InvestorMailHtml
{
    private const string Font = "font-family:Calibri,'Segoe UI',Helvetica,Arial,sans-serif";
    private const int FiguresARow = 2;

    public static string Of(InvestorMail mail)
    {
        var html = new StringBuilder();
        html.Append($"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Text(mail.Subject)}</title></head>
            <body style="margin:0;padding:0;background-color:#{OfficeTheme.Shade}">
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:#{OfficeTheme.Shade}"><tr><td align="center" style="padding:24px 12px">
            <table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;background-color:#{OfficeTheme.Ground};{Font};color:#{OfficeTheme.Ink}">
            <tr><td style="background-color:#{OfficeTheme.Primary};padding:24px 28px;color:#{OfficeTheme.Ground}">
            <p style="margin:0;font-size:14px;line-height:20px">{Text(mail.Heading)}</p>
            <h1 style="margin:4px 0 0;font-size:24px;line-height:30px;font-weight:600">{Text(mail.Title)}</h1>
            <p style="margin:4px 0 0;font-size:14px;line-height:20px">{Text(mail.Days)}</p>
            </td></tr>

            """);
        Remarks(html, mail.Remarks);
        Figures(html, mail.Figures);
        html.Append("<tr><td style=\"padding:4px 28px 8px\">\n");
        foreach (var section in mail.Summary?.Sections ?? [])
        {
            Section(html, section);
        }

        Documents(html, mail);
        html.Append($"""
            </td></tr>
            <tr><td style="padding:14px 28px 20px;border-top:1px solid #{OfficeTheme.Line};font-size:12px;line-height:18px;color:#{OfficeTheme.Muted}">{Text(mail.Basis)}</td></tr>
            </table></td></tr></table></body></html>

            """);
        return html.ToString().ReplaceLineEndings("\n");
    }

    private static void Remarks(StringBuilder html, IReadOnlyList<string> remarks)
    {
        foreach (var remark in remarks)
        {
            html.Append($"""
                <tr><td style="padding:12px 28px 0"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>
                <td style="padding:10px 14px;border-left:4px solid #{OfficeTheme.Warning};background-color:#{OfficeTheme.Shade};font-size:14px;line-height:20px"><strong>Note:</strong> {Text(remark)}</td>
                </tr></table></td></tr>

                """);
        }
    }

    private static void Figures(StringBuilder html, IReadOnlyList<KeyFigure> figures)
    {
        html.Append("<tr><td style=\"padding:20px 22px 4px\"><table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\">\n");
        foreach (var row in figures.Chunk(FiguresARow))
        {
            html.Append("<tr>").AppendJoin("", row.Select(Figure)).Append(row.Length < FiguresARow ? "<td width=\"50%\"></td>" : "").Append("</tr>\n");
        }

        html.Append("</table></td></tr>\n");
    }

    private static string Figure(KeyFigure figure)
    {
        var change = figure.Change is { } text ? $"<br><span style=\"font-size:12px;line-height:16px;color:#{Colour(figure.Tone)}\">{Text(text)}</span>" : "";
        return $"<td width=\"50%\" valign=\"top\" style=\"padding:6px\"><table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr>"
            + $"<td style=\"padding:12px 14px;border:1px solid #{OfficeTheme.Line}\"><span style=\"font-size:13px;line-height:18px;color:#{OfficeTheme.Muted}\">{Text(figure.Label)}</span><br>"
            + $"<span style=\"font-size:24px;line-height:30px;font-weight:600;color:#{OfficeTheme.Primary}\">{Text(figure.Value)}</span>{change}</td></tr></table></td>";
    }

    private static void Section(StringBuilder html, GeneratedSection section)
    {
        Heading(html, section.Heading);
        if (section.Paragraph is { } paragraph)
        {
            html.Append("<p style=\"margin:12px 0 0;font-size:15px;line-height:23px\">").Append(Text(paragraph)).Append("</p>\n");
        }

        List(html, [.. section.Points.Select(Text)]);
    }

    private static void Documents(StringBuilder html, InvestorMail mail)
    {
        Heading(html, mail.DocumentsTitle);
        List(html, [.. mail.Documents.Select(document => Document(mail, document))]);
    }

    private static string Document(InvestorMail mail, PublishedDocument document)
    {
        if (document.Link is { } link && InvestorMail.IsWeb(link))
        {
            return $"<a href=\"{Text(link.AbsoluteUri)}\" style=\"color:#{OfficeTheme.Primary}\">{Text(document.Name)}</a>";
        }

        var place = mail.Place(document);
        return Text(document.Name) + (place.Length > 0 ? $" <span style=\"color:#{OfficeTheme.Muted}\">({Text(place)})</span>" : "");
    }

    private static void Heading(StringBuilder html, string? heading)
    {
        if (heading is not null)
        {
            html.Append($"<h2 style=\"margin:18px 0 0;font-size:17px;line-height:24px;font-weight:600;color:#{OfficeTheme.Primary}\">{Text(heading)}</h2>\n");
        }
    }

    /// <param name="items">Escaped.</param>
    private static void List(StringBuilder html, IReadOnlyList<string> items)
    {
        if (items.Count > 0)
        {
            html.Append("<ul style=\"margin:8px 0 0;padding:0 0 0 20px;font-size:15px;line-height:22px\">\n")
                .AppendJoin("", items.Select(item => $"<li style=\"margin:0 0 4px\">{item}</li>\n")).Append("</ul>\n");
        }
    }

    private static string Colour(Tone tone) => tone switch
    {
        Tone.Neutral => OfficeTheme.Muted,
        Tone.Good => OfficeTheme.Good,
        Tone.Warning => OfficeTheme.Warning,
        Tone.Bad => OfficeTheme.Bad,
    };

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
