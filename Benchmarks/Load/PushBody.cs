using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Webhooks.Benchmarks.Load;

/// <summary>A GitHub push of a wanted size: commits until it is full, the last message fills what is left.</summary>
internal static class PushBody
{
    private static readonly string[] Words =
        ["receive", "verify", "store", "signal", "settle", "the", "a", "delivery", "when", "ledger", "journal", "is", "before", "after", "late", "again"];

    private const int TreeOffset = 1_000_000;

    public static byte[] Create(int repository, int bytes)
    {
        var commits = new List<object>();
        var body = Write(repository, commits, filler: 0);
        while (body.Length < bytes)
        {
            commits.Add(Commit(repository, commits.Count));
            var longer = Write(repository, commits, filler: 0);
            if (longer.Length > bytes)
            {
                commits.RemoveAt(commits.Count - 1);
                break;
            }

            body = longer;
        }

        return Write(repository, commits, Math.Max(0, bytes - body.Length));
    }

    private static byte[] Write(int repository, List<object> commits, int filler) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        @ref = "refs/heads/main",
        before = Sha(repository, -2),
        after = Sha(repository, -1),
        created = false,
        deleted = false,
        forced = false,
        compare = Text(repository, filler)[..filler],
        commits,
        repository = new { id = 1_000_000 + repository, name = $"repository-{repository}", full_name = $"load/repository-{repository}", owner = new { name = "load", login = "load" } },
        pusher = new { name = "mona", email = "mona@example.org" },
    });

    private static object Commit(int repository, int number) => new
    {
        id = Sha(repository, number),
        tree_id = Sha(repository, number + TreeOffset),
        distinct = true,
        message = Text((repository * 31) + number, 160),
        timestamp = "2025-03-04T10:02:57Z",
        url = $"https://github.com/load/repository-{repository.ToString(CultureInfo.InvariantCulture)}/commit/{Sha(repository, number)}",
        author = new { name = "Mona Lisa", email = "mona@example.org", username = "mona" },
        added = Array.Empty<string>(),
        removed = Array.Empty<string>(),
        modified = new[] { $"src/{Words[number % Words.Length]}/{Sha(number, number)[..8]}.cs" },
    };

    private static string Text(int seed, int length)
    {
        var text = new StringBuilder();
        var hash = SHA256.HashData(BitConverter.GetBytes(seed));
        while (text.Length < length)
        {
            foreach (var part in hash)
            {
                text.Append(Words[part % Words.Length]).Append(' ');
            }

            hash = SHA256.HashData(hash);
        }

        return text.ToString();
    }

    private static string Sha(int repository, int number) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{repository}/{number}")).AsSpan(0, 20));
}
