using System.Text;
using Webhooks.Local.Demo;

namespace Webhooks.Local.Tests;

/// <summary>Pushes as large as GitHub makes them.</summary>
internal static class LargePush
{
    public const int MaximumBytes = 25 * 1024 * 1024;

    /// <summary>Two commits, and the rest a field that nobody asks for. It hardly compresses: what is held of it is as much as can be.</summary>
    public static PushDelivery Of(string name, int bytes)
    {
        var repository = new DemoRepository { Owner = "large", Name = name, Branch = "main", Commits = [] };
        var push = PushDelivery.Of(repository, [Commit(name, 'a'), Commit(name, 'b')], $"00000000-0000-4000-8000-{name.PadLeft(12, '0')}", new string('1', 40));
        var (head, tail) = (Encoding.UTF8.GetString(push.Body)[..^1] + ",\"filler\":\"", "\"}");
        var body = new byte[bytes];
        Encoding.UTF8.GetBytes(head, body);
        Encoding.UTF8.GetBytes(tail, body.AsSpan(bytes - tail.Length));
        var numbers = new SeededNumbers(25);
        for (var i = head.Length; i < bytes - tail.Length; i++)
        {
            body[i] = (byte)"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"[numbers.Below(64)];
        }

        return push with { Body = body };
    }

    private static DemoCommit Commit(string name, char digit) => new()
    {
        Sha = new string(digit, 40),
        Tree = new string('0', 40),
        Parent = new string('1', 40),
        Message = $"Change {digit} of {name}",
        Timestamp = "2025-03-04T10:02:57Z",
        AuthorName = "Mona Lisa",
        AuthorEmail = "mona@example.org",
        CommitterName = "Mona Lisa",
        CommitterEmail = "mona@example.org",
        Modified = ["src/Program.cs"],
    };
}
