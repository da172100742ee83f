using System.Collections.Immutable;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Storage;

/// <summary>Namespaces and their search attributes as last committed. Read by anybody, changed by the engine loop.</summary>
internal sealed class NamespaceDirectory
{
    /// <summary>The names that may be set by clients everywhere, without registration.</summary>
    private static readonly ImmutableDictionary<string, IndexedValueType> Predefined = new Dictionary<string, IndexedValueType>(StringComparer.Ordinal)
    {
        ["BuildIds"] = IndexedValueType.KeywordList,
        ["BinaryChecksums"] = IndexedValueType.KeywordList,
        ["BatcherUser"] = IndexedValueType.Keyword,
        ["TemporalChangeVersion"] = IndexedValueType.KeywordList,
        ["TemporalScheduledById"] = IndexedValueType.Keyword,
        ["TemporalScheduledStartTime"] = IndexedValueType.Datetime,
        ["TemporalSchedulePaused"] = IndexedValueType.Bool,
        ["TemporalNamespaceDivision"] = IndexedValueType.Keyword,
        ["TemporalReportedProblems"] = IndexedValueType.KeywordList,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    private volatile ImmutableDictionary<string, StoredNamespace> _namespaces = ImmutableDictionary.Create<string, StoredNamespace>(StringComparer.Ordinal);

    private volatile ImmutableDictionary<string, ImmutableDictionary<string, IndexedValueType>> _attributes =
        ImmutableDictionary.Create<string, ImmutableDictionary<string, IndexedValueType>>(StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, IndexedValueType> PredefinedAttributes => Predefined;

    public IEnumerable<StoredNamespace> All => _namespaces.Values.OrderBy(item => item.Name, StringComparer.Ordinal);

    public StoredNamespace? Find(string name) => _namespaces.GetValueOrDefault(name);

    public StoredNamespace? FindById(string id) => _namespaces.Values.FirstOrDefault(item => item.Id == id);

    /// <summary>Predefined and registered ones.</summary>
    public IReadOnlyDictionary<string, IndexedValueType> SearchAttributes(string ns) => _attributes.GetValueOrDefault(ns, Predefined);

    public void Put(StoredNamespace item) => _namespaces = _namespaces.SetItem(item.Name, item);

    public void PutAttribute(string ns, string name, IndexedValueType type) =>
        _attributes = _attributes.SetItem(ns, _attributes.GetValueOrDefault(ns, Predefined).SetItem(name, type));

    public void RemoveAttribute(string ns, string name) =>
        _attributes = _attributes.SetItem(ns, _attributes.GetValueOrDefault(ns, Predefined).Remove(name));
}
