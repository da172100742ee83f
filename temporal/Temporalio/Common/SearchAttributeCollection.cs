using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Temporalio.Api.Common.V1;

namespace Temporalio.Common;

/// <summary>Search attributes by key. A name occurs once.</summary>
public class SearchAttributeCollection : IReadOnlyCollection<SearchAttributeKey>
{
    public static readonly SearchAttributeCollection Empty = new(ImmutableSortedDictionary<SearchAttributeKey, object>.Empty);

    private readonly ImmutableSortedDictionary<SearchAttributeKey, object> values;

    private SearchAttributeCollection(ImmutableSortedDictionary<SearchAttributeKey, object> values) => this.values = values;

    public int Count => values.Count;

    public IReadOnlyDictionary<SearchAttributeKey, object> UntypedValues => values;

    public static SearchAttributeCollection FromProto(SearchAttributes searchAttributes)
    {
        var builder = ImmutableSortedDictionary.CreateBuilder<SearchAttributeKey, object>();
        foreach (var (name, payload) in searchAttributes.IndexedFields)
        {
            if (SearchAttributePayload.TryRead(name, payload) is var (key, value))
            {
                builder[key] = value;
            }
        }

        return new(builder.ToImmutable());
    }

    public SearchAttributes ToProto()
    {
        var proto = new SearchAttributes();
        foreach (var (key, value) in values)
        {
            proto.IndexedFields[key.Name] = SearchAttributePayload.Write(key, value);
        }

        return proto;
    }

    public bool ContainsKey<T>(SearchAttributeKey<T> key)
        where T : notnull => values.ContainsKey(key);

    public bool ContainsKey(string key) => values.Keys.Any(each => each.Name == key);

    public T Get<T>(SearchAttributeKey<T> key)
        where T : notnull => (T)values[key];

    public bool TryGetValue<T>(SearchAttributeKey<T> key, [MaybeNullWhen(false)] out T value)
        where T : notnull
    {
        var found = values.TryGetValue(key, out var raw);
        value = found ? (T)raw! : default; // Found values are never null.
        return found;
    }

    public IEnumerator<SearchAttributeKey> GetEnumerator() => values.Keys.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public class Builder
    {
        private readonly ImmutableSortedDictionary<SearchAttributeKey, object>.Builder values;

        public Builder()
            : this(Empty)
        {
        }

        public Builder(SearchAttributeCollection searchAttributes) => values = searchAttributes.values.ToBuilder();

        public Builder Set<T>(SearchAttributeKey<T> key, T value)
            where T : notnull
        {
            Unset(key.Name);
            values[key] = value;
            return this;
        }

        public Builder Set(SearchAttributeCollection searchAttributes)
        {
            foreach (var (key, value) in searchAttributes.values)
            {
                Unset(key.Name);
                values[key] = value;
            }

            return this;
        }

        public Builder Unset(SearchAttributeKey key)
        {
            values.Remove(key);
            return this;
        }

        public Builder Unset(string name)
        {
            foreach (var key in values.Keys.Where(each => each.Name == name).ToList())
            {
                values.Remove(key);
            }

            return this;
        }

        public SearchAttributeCollection ToSearchAttributeCollection() => new(values.ToImmutable());
    }
}
