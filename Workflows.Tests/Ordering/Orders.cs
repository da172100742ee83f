namespace Webhooks.Workflows.Tests.Ordering;

internal static class Orders
{
    /// <summary>Every order of the items.</summary>
    public static IEnumerable<IReadOnlyList<T>> Of<T>(IReadOnlyList<T> items) => items.Count == 0
        ? [[]]
        : items.SelectMany((first, at) => Of<T>([.. items.Where((_, other) => other != at)]).Select(rest => (IReadOnlyList<T>)[first, .. rest]));
}
