namespace Webhooks.Activities.Tests.Graph;

/// <summary>What somebody outside may call a thing.</summary>
internal static class HostileNames
{
    public static TheoryData<string> All =>
    [
        "../../etc/passwd", "..", ".", "", " ", "/", "\\", "a/b\\c", "C:\\Windows\\system32", "\\\\server\\share", "~$lock.docx", "~", "CON", "con.md", "LPT1.txt",
        "aux", "nul.", ".lock", "desktop.ini", "a_vti_b.md", "forms", "what?.md", "a*b:c|d\"e<f>g.md", "#100% sure.md", "trailing. . .", "   leading.md", "a\0b.md",
        "line\r\nbreak.md", "\u202Egpj.exe", "\u200B", "%2e%2e%2f", "..%2f..%2fx", new string('a', 300) + ".docx", new string('漢', 200) + ".docx",
        string.Concat(Enumerable.Repeat("👩‍🚀", 80)) + ".md", "\uD83D broken.md", "=cmd|' /C calc'!A0.xlsx", "[click](https://evil.example).md", "<script>.md", "$(reboot).md",
        "name.with.many.dots.tar.gz", "x." + new string('e', 300),
    ];
}
