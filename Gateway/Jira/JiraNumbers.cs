using System.Globalization;
using Webhooks.Gateway.Json;

namespace Webhooks.Gateway.Jira;

/// <summary>Numbers that one Jira writes as numbers and another as texts.</summary>
internal static class JiraNumbers
{
    /// <summary>Earlier than this in milliseconds is 1973; Jira is younger, so the number must be of seconds.</summary>
    private const long FirstMilliseconds = 100_000_000_000;

    private static readonly long Last = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    public static long? Id(this JsonFields fields, string path) => fields.Number(path) is > 0 and var id ? id : Id(fields.Text(path, 19));

    /// <summary>Digits alone, and not zero.</summary>
    public static long? Id(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? id : null;

    /// <summary>Milliseconds since 1970 as a number or as digits, or ISO 8601, also with an offset that has no colon.</summary>
    public static DateTimeOffset? Instant(JsonFields fields, string path)
    {
        if (fields.Id(path) is { } number)
        {
            return number > Last ? null
                : number < FirstMilliseconds ? DateTimeOffset.FromUnixTimeSeconds(number)
                : DateTimeOffset.FromUnixTimeMilliseconds(number);
        }

        string[] formats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
        return DateTimeOffset.TryParseExact(
            fields.Text(path, 64), formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : null;
    }
}
