using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using Markdig.Syntax.Inlines;

namespace Webhooks.Office.Word;

/// <summary>What stands in a paragraph of Markdown: emphasis, code, links, line breaks.</summary>
internal sealed class InlineRuns(WordLinks links)
{
    public IEnumerable<OpenXmlElement> Of(ContainerInline? content) => Of(content, new InlineLook());

    /// <returns>The same without any look: what the contents say of a heading.</returns>
    public static string Plain(ContainerInline? content) => string.Concat((content ?? []).Select(inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        HtmlInline html => html.Tag,
        LineBreakInline => " ",
        AutolinkInline link => link.Url,
        ContainerInline inner => Plain(inner),
        _ => "",
    }));

    private IEnumerable<OpenXmlElement> Of(ContainerInline? content, InlineLook look) => (content ?? []).SelectMany(inline => Of(inline, look));

    private IEnumerable<OpenXmlElement> Of(Inline inline, InlineLook look) => inline switch
    {
        LiteralInline literal => look.Runs(literal.Content.ToString()),
        CodeInline code => (look with { IsCode = true }).Runs(code.Content),
        HtmlEntityInline entity => look.Runs(entity.Transcoded.ToString()),
        HtmlInline html => look.Runs(html.Tag),
        LineBreakInline line => look.Runs(line.IsHard ? "\n" : " "),
        AutolinkInline link => Link(link.IsEmail ? $"mailto:{link.Url}" : link.Url, link.Url, inner => inner.Runs(link.Url), look),
        LinkInline { IsImage: true } image => [.. Of((ContainerInline)image, look), .. look.Runs($" ({image.Url})")],
        LinkInline link => Link(link.Url ?? "", Plain(link), inner => Of((ContainerInline)link, inner), look),
        EmphasisInline emphasis => Of((ContainerInline)emphasis, emphasis.DelimiterCount == 2 ? look with { IsBold = true } : look with { IsItalic = true }),
        ContainerInline container => Of(container, look),
        _ => [],
    };

    /// <summary>A link where one is allowed; otherwise its text, and its address where the text does not say it.</summary>
    private IEnumerable<OpenXmlElement> Link(string address, string text, Func<InlineLook, IEnumerable<OpenXmlElement>> content, InlineLook look) =>
        !look.IsLink && text.Length > 0 && Uri.TryCreate(address, UriKind.Absolute, out var uri) && links.Link(uri, () => content(look with { IsLink = true })) is { } link
            ? [link]
            : [.. content(look), .. address.Length == 0 || text.Contains(address, StringComparison.Ordinal) ? [] : look.Runs($" ({address})")];
}
