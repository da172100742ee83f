using System.Globalization;
using System.Text.RegularExpressions;
using Temporal.Server.Storage;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Rpc;

/// <summary>Turns the values of a query into what the database compares.</summary>
internal static partial class ListingValue
{
    private const long NanosecondsPerTick = 100;

    public static object Read(ListingFieldKind kind, ListingToken token) => kind switch
    {
        ListingFieldKind.Keyword or ListingFieldKind.Text or ListingFieldKind.KeywordList when token.Kind == ListingTokenKind.Text => token.Value,
        ListingFieldKind.Number => Number(token),
        ListingFieldKind.Bool => Bool(token),
        ListingFieldKind.Time => Time(token),
        ListingFieldKind.Duration => Duration(token),
        ListingFieldKind.Status => Status(token),
        ListingFieldKind.Keyword or ListingFieldKind.Text or ListingFieldKind.KeywordList =>
            throw ListingQuery.Invalid($"a string in quotes was expected, not '{token.Value}'"),
    };

    private static object Number(ListingToken token)
    {
        if (long.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            return whole;
        }

        return double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && token.Kind != ListingTokenKind.Name
            ? number
            : throw ListingQuery.Invalid($"a number was expected, not '{token.Value}'");
    }

    private static long Bool(ListingToken token) => bool.TryParse(token.Value, out var value)
        ? Convert.ToInt64(value)
        : throw ListingQuery.Invalid($"true or false was expected, not '{token.Value}'");

    private static long Time(ListingToken token)
    {
        if (long.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var nanoseconds))
        {
            return (nanoseconds / NanosecondsPerTick) + DateTimeOffset.UnixEpoch.UtcTicks;
        }

        return SearchValue.TryParseTime(token.Value, out var ticks)
            ? ticks
            : throw ListingQuery.Invalid($"a time (RFC 3339 or nanoseconds) was expected, not '{token.Value}'");
    }

    private static long Duration(ListingToken token)
    {
        if (long.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var nanoseconds))
        {
            return nanoseconds / NanosecondsPerTick;
        }

        if (TimeSpan.TryParseExact(token.Value, "c", CultureInfo.InvariantCulture, out var span))
        {
            return span.Ticks;
        }

        var parts = DurationParts().Matches(token.Value);
        if (parts.Count == 0 || parts.Sum(part => part.Length) != token.Value.Length)
        {
            throw ListingQuery.Invalid($"a duration such as 1h30m was expected, not '{token.Value}'");
        }

        return parts.Sum(part => (long)(double.Parse(part.Groups[1].Value, CultureInfo.InvariantCulture) * TicksOf(part.Groups[2].Value)));
    }

    private static long Status(ListingToken token)
    {
        var name = token.Value.Equals("Cancelled", StringComparison.OrdinalIgnoreCase) ? nameof(WorkflowExecutionStatus.Canceled) : token.Value;
        return !int.TryParse(name, out _)
            && Enum.TryParse<WorkflowExecutionStatus>(name, ignoreCase: true, out var status)
            && status != WorkflowExecutionStatus.Unspecified
                ? (long)status
                : throw ListingQuery.Invalid($"unknown execution status '{token.Value}'");
    }

    private static long TicksOf(string unit) => unit switch
    {
        "d" => TimeSpan.TicksPerDay,
        "h" => TimeSpan.TicksPerHour,
        "m" => TimeSpan.TicksPerMinute,
        "s" => TimeSpan.TicksPerSecond,
        "ms" => TimeSpan.TicksPerMillisecond,
        _ => TimeSpan.TicksPerMicrosecond,
    };

    [GeneratedRegex(@"(\d{1,12}(?:\.\d{1,9})?)(ms|us|d|h|m|s)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex DurationParts();
}
