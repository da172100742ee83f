using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Hosting;

/// <summary>Creates what the options name and the database does not have yet.</summary>
internal static class FirstNamespaces
{
    /// <exception cref="ArgumentException">A search attribute exists with another type.</exception>
    public static Task<bool> EnsureAsync(EngineLoop loop, IEnumerable<string> names, TemporalServerOptions options)
    {
        string[] wanted = [.. names.Distinct(StringComparer.Ordinal)];
        foreach (var (name, type) in options.SearchAttributes)
        {
            if (wanted.FirstOrDefault(ns => HasOther(loop, ns, name, (IndexedValueType)type)) is { } ns)
            {
                throw new ArgumentException($"Search attribute {name} of namespace {ns} exists with another type than {type}.", nameof(options));
            }
        }

        return loop.ExecuteAsync(transaction => Add((StoreTransaction)transaction, loop.Namespaces, wanted, options));
    }

    private static bool HasOther(EngineLoop loop, string ns, string name, IndexedValueType type) =>
        loop.Namespaces.SearchAttributes(ns).TryGetValue(name, out var known) && known != type;

    private static bool Add(StoreTransaction transaction, NamespaceDirectory directory, string[] names, TemporalServerOptions options)
    {
        foreach (var name in names)
        {
            if (directory.Find(name) is null)
            {
                transaction.Add(
                    new StoredNamespace { Name = name, Id = Guid.NewGuid().ToString(), Retention = options.Retention },
                    orThrow: () => new InvalidOperationException("A namespace was named twice."));
            }

            foreach (var (attribute, type) in options.SearchAttributes)
            {
                if (!transaction.SearchAttributes(name).ContainsKey(attribute))
                {
                    transaction.AddSearchAttribute(name, attribute, (IndexedValueType)type);
                }
            }
        }

        return true;
    }
}
