using Temporalio.Api.Enums.V1;

namespace Temporalio.Common;

/// <summary>Name and type of a search attribute; equal when both are.</summary>
public class SearchAttributeKey : IComparable<SearchAttributeKey>, IEquatable<SearchAttributeKey>
{
    private protected SearchAttributeKey(string name, IndexedValueType valueType) => (Name, ValueType) = (name, valueType);

    public string Name { get; }

    public IndexedValueType ValueType { get; }

    public static SearchAttributeKey<bool> CreateBool(string name) => new(name, IndexedValueType.Bool);

    public static SearchAttributeKey<DateTimeOffset> CreateDateTimeOffset(string name) => new(name, IndexedValueType.Datetime);

    public static SearchAttributeKey<double> CreateDouble(string name) => new(name, IndexedValueType.Double);

    public static SearchAttributeKey<string> CreateKeyword(string name) => new(name, IndexedValueType.Keyword);

    public static SearchAttributeKey<IReadOnlyCollection<string>> CreateKeywordList(string name) => new(name, IndexedValueType.KeywordList);

    public static SearchAttributeKey<long> CreateLong(string name) => new(name, IndexedValueType.Int);

    public static SearchAttributeKey<string> CreateText(string name) => new(name, IndexedValueType.Text);

    public int CompareTo(SearchAttributeKey? other)
    {
        var byName = string.CompareOrdinal(Name, other?.Name);
        return byName != 0 ? byName : ValueType.CompareTo(other!.ValueType); // A null other has a null name, which differs.
    }

    public bool Equals(SearchAttributeKey? other) => other is not null && other.Name == Name && other.ValueType == ValueType;

    public override bool Equals(object? obj) => Equals(obj as SearchAttributeKey);

    public override int GetHashCode() => HashCode.Combine(Name, ValueType);
}
