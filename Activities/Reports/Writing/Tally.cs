using System.Globalization;

namespace Webhooks.Activities.Reports.Writing;

/// <summary>How many of something there are under each name.</summary>
/// <param name="Name">Foreign.</param>
internal sealed record Tally(string Name, int Count)
{
    /// <summary>Most frequent first, then by name.</summary>
    public static IReadOnlyList<Tally> Of<T>(IEnumerable<T> items, Func<T, string> name) =>
    [
        .. items.GroupBy(name, StringComparer.Ordinal).Select(group => new Tally(group.Key, group.Count()))
            .OrderByDescending(tally => tally.Count).ThenBy(tally => tally.Name, StringComparer.Ordinal),
    ];

    /// <summary>The first so many and one for all others, so that the sum stays.</summary>
    public static IReadOnlyList<Tally> Top(IReadOnlyList<Tally> tallies, int most) => tallies.Count <= most
        ? tallies
        : [.. tallies.Take(most - 1), new Tally(string.Create(CultureInfo.InvariantCulture, $"{tallies.Count - most + 1} others"), tallies.Skip(most - 1).Sum(tally => tally.Count))];
}
