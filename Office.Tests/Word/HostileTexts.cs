namespace Webhooks.Office.Tests.Word;

/// <summary>What somebody may write into a commit, a ticket or a name.</summary>
internal static class HostileTexts
{
    public static IReadOnlyList<string> All { get; } =
    [
        "",
        " ",
        "\0\u0001\u0008\u000b\u001f\u007f control",
        "\uD83D alone \uDC00 \uFFFE\uFFFF",
        "]]> </w:t></w:r></w:p><w:p/> &amp; &lt; <!-- --> <?xml?>",
        "=cmd|' /C calc'!A0",
        "\u202Egnp.exe \u2066isolated\u2069",
        "שלום العربية 日本語 👩‍💻🏳️‍🌈",
        new string('x', 10_000),
        "https://example.com/" + new string('a', 5_000),
        string.Concat(Enumerable.Range(0, 10).Select(depth => $"{new string(' ', depth * 2)}- level {depth}\n")),
        string.Concat(Enumerable.Range(0, 10).Select(depth => $"{new string(' ', depth * 3)}1. level {depth}\n")),
        "**unclosed *markup `code [link](https://example.com ![image](",
        "[click](javascript:alert(1)) [file](file:///etc/passwd) <javascript:alert(1)> [data](data:text/html,x) [http](http://example.com/a)",
        "[vb](vbscript:x) [unc](\\\\server\\share) [relative](../../secret) [empty]() [](https://example.com)",
        "<script>alert(1)</script>\n\n<div onclick='x'>html</div>\n\n![alt](https://example.com/track.png)",
        "{ HYPERLINK \"file:///c:/\" } INCLUDETEXT DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe",
        "| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n",
        "|\n|-|\n",
        new string('>', 3_000) + " quoted",
        new string('[', 5_000),
        new string('*', 5_000) + "a",
        "####### not a heading\n\n# \n\n#\n\n# **bold** `code` [link](https://example.com)\n",
        "99999999999. far\n-1. no\n\n0. null\n",
        "[a]: javascript:alert(1)\n\n[a] and [b][a]\n",
        "line\r\nline\rline\u2028line\ttab\vpage\f",
        "```\nunclosed code\n\t]]>\n",
        "- \n-\n- > quote\n-     code\n1. # heading in a list\n",
        "a\n***\nb\n\n---\n",
    ];
}
