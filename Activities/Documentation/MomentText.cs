using System.Globalization;

namespace Webhooks.Activities.Documentation;

/// <summary>Times as documents write them, always in UTC.</summary>
internal static class MomentText
{
    /// <summary>For people: <c>4 March 2025, 09:02 UTC</c>.</summary>
    public static string Reading(DateTimeOffset at) => at.ToUniversalTime().ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>For front matter and properties: <c>2025-03-04T09:02:57Z</c>.</summary>
    public static string Sortable(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
