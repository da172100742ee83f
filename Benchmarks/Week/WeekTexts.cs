using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Benchmarks.Week;

/// <summary>Names and words of the week, by number: the same number gives the same text.</summary>
internal static class WeekTexts
{
    public const string Site = "example.atlassian.net";

    private const int Authors = 60;
    private const int Repositories = 40;

    private static readonly string[] FirstNames = ["Ada", "Ben", "Chidi", "Dora", "Emil", "Fatou", "Goran", "Hana", "Ivo", "Jun"];
    private static readonly string[] LastNames = ["Okafor", "Weber", "Raman", "Ortiz", "Lindqvist", "Moreau"];
    private static readonly string[] Parts = ["shop", "payments", "labels", "search", "site", "ledger", "orders", "stock"];
    private static readonly string[] Kinds = ["api", "web", "jobs", "tools", "infrastructure"];
    private static readonly string[] Verbs = ["Print", "Keep", "Refuse", "Move", "Count", "Show", "Cache", "Retry", "Simplify"];
    private static readonly string[] Types = ["feat", "fix", "fix", "refactor", "test", "docs", "chore"];

    private static readonly string[] Things =
        ["labels in batches", "the basket when a card is declined", "orders without an address", "totals in one place", "refunds of gifts", "the slow query", "SEPA mandates", "stock that is reserved"];

    public static string Author(int number) => $"{FirstNames[number % Authors % FirstNames.Length]} {LastNames[number % Authors / FirstNames.Length]}";

    public static string Login(int number) => Author(number).Replace(' ', '-').ToLowerInvariant();

    public static int RepositoryOf(int number) => number % Repositories;

    public static string Repository(int repository) => $"{Parts[repository % Parts.Length]}-{Kinds[repository / Parts.Length]}";

    public static string Subject(int number) => $"{Verbs[number % Verbs.Length]} {Things[number / Verbs.Length % Things.Length]}";

    /// <summary>A conventional subject, and why; every third names a ticket.</summary>
    public static string Message(int number, int tickets)
    {
        var subject = Subject(number);
        var type = Types[number % Types.Length];
        var ticket = number % 3 == 0 ? $"\n\nRefs {Ticket(number % tickets)}" : "";
        return $"{type}({Parts[number % Parts.Length]}): {char.ToLowerInvariant(subject[0])}{subject[1..]}\n\n{Prose(number, 240)}{ticket}";
    }

    public static string Ticket(int ticket) => string.Create(CultureInfo.InvariantCulture, $"SHOP-{1000 + ticket}");

    public static string File(int number) => $"src/{Parts[number % Parts.Length]}/{Kinds[number / 3 % Kinds.Length]}/File{number % 211}.cs";

    public static string Sha(string of) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(of)).AsSpan(0, 20));

    /// <summary>Words up to a length.</summary>
    public static string Prose(int number, int length)
    {
        var text = new StringBuilder();
        var word = number;
        while (text.Length < length)
        {
            text.Append(Things[(word & int.MaxValue) % Things.Length]).Append(", ");
            word = (word * 31) + 7;
        }

        return text.ToString(0, length);
    }
}
