using Webhooks.Activities.Notifications;

namespace Webhooks.Activities.Tests.Notifications;

internal static class Notices
{
    public static Notification Deployment() => new()
    {
        Key = "azure/deployment/web-1",
        Channel = NotificationChannels.DevOps,
        Title = "web-1 was changed",
        Text = "Written by mona.\nIt took 3 minutes.\n\nNothing else was touched.",
        Facts = [new("Status", "Succeeded"), new("Resource group", "rg-web")],
        Links = [new("Change log", new Uri("https://contoso.sharepoint.com/web-1.md"))],
    };

    /// <summary>Everything that somebody outside may put where text is shown.</summary>
    public static Notification Hostile() => Deployment() with
    {
        Title = "[click](https://evil.example) **bold** <script>alert(1)</script>\r\n# Heading \u202Egpj {{DATE(2026-11-20T09:00:00Z)}}",
        Text = "# Heading\n- [click](https://evil.example)\n<at>everyone</at> <script>alert(1)</script>\n\n{{DATE(2026-11-20T09:00:00Z, SHORT)}} ![i](https://evil.example/i.png)",
        Facts = [new("[name](https://evil.example)", "](https://evil.example) `x` **y** {{TIME(2026-11-20T09:00:00Z)}}")],
        Links =
        [
            new("[x](https://evil.example)", new Uri("https://contoso.sharepoint.com/a(b)_<c>.md")),
            new("plain", new Uri("http://evil.example/")),
            new("user", new Uri("https://contoso.sharepoint.com@evil.example/")),
            new("script", new Uri("javascript:alert(2)")),
            new("file", new Uri("file:///etc/passwd")),
            new("relative", new Uri("/x", UriKind.Relative)),
        ],
    };
}
