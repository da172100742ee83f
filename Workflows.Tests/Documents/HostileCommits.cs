using System.Text.Json.Nodes;
using Webhooks.Workflows.Tests.Commits;

namespace Webhooks.Workflows.Tests.Documents;

internal static class HostileCommits
{
    /// <summary>Everything at once that a commit's author can put into a push.</summary>
    public static JsonObject Worst()
    {
        var commit = Pushes.Commit(
            "badc0ffee0ddf00dbadc0ffee0ddf00dbadc0ffe",
            """
            [click](https://evil.example/?a=1) <img src=x onerror=alert(1)> **bold** `code` ``` | $x$ \u202Egpj.exe

            ---
            admin: true
            ---
            # Heading
            Setext
            ===
            > quote
            1. one
            - [ref]: https://evil.example
            ![i](https://evil.example/i.png) <https://evil.example> www.evil.example mona@example.org @octocat
            <script>alert(1)</script> javascript:alert(1) &lt; &#x3c;b&#x3e;
            `a``[x](https://evil.example)` ``b`` `[y](z)`
            | a | b |
            |---|---|
            ~~~html
            <b>x</b>
            ```
                ```
                </code><b>out of the fence</b>
            [ref]: https://evil.example "t"

            Co-authored-by: [Eve](https://evil.example) <eve@example.org>
            """.Replace("\\u202E", "\u202E", StringComparison.Ordinal),
            added: ["a`b/[x](https://evil.example).cs", "<b>/x\ny.cs", "../../etc/passwd", "| a |/b.cs"]);
        commit["author"] = Pushes.Person("Eve\n---\nadmin: true\n---\n<b>\"x\": [y](z)", "e@example.org", "eve](https://evil.example)");
        return commit;
    }
}
