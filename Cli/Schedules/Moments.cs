using System.CommandLine.Parsing;
using System.Globalization;

namespace Webhooks.Cli.Schedules;

internal static class Moments
{
    /// <summary>ISO 8601; UTC where no offset is said.</summary>
    public static DateTimeOffset Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment))
        {
            return moment;
        }

        result.AddError($"'{text}' is not a time such as 2026-11-20T18:00Z.");
        return default;
    }
}
