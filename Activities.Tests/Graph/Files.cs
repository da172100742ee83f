using Webhooks.Activities.Documents;

namespace Webhooks.Activities.Tests.Graph;

internal static class Files
{
    public static DocumentFile Small(string name = "web-1.md", string folder = "Infrastructure Changes", string content = "# A change") => new()
    {
        Key = $"azure/deployment/1/{name}",
        Folder = folder,
        Name = name,
        ContentType = "text/markdown",
        Content = System.Text.Encoding.UTF8.GetBytes(content),
    };

    /// <summary>12 MB of which no part is like another.</summary>
    public static DocumentFile Large() => Small("Weekly report.docx", "Weekly Reports/2026") with { Content = Octets(12_000_000) };

    public static byte[] Octets(int count)
    {
        var octets = new byte[count];
        for (var i = 0; i < count; i++)
        {
            octets[i] = (byte)((i * 31) ^ (i >> 8) ^ (i >> 16));
        }

        return octets;
    }
}
