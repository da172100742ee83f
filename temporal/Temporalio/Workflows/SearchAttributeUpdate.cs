using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>One change to the search attributes of a workflow.</summary>
public abstract class SearchAttributeUpdate
{
    private protected SearchAttributeUpdate(bool hasValue) => HasValue = hasValue;

    public bool HasValue { get; }

    public abstract SearchAttributeKey UntypedKey { get; }

    public abstract object UntypedValue { get; }

    public static SearchAttributeUpdate<T> ValueSet<T>(SearchAttributeKey<T> key, T value)
        where T : notnull => new(key, value, hasValue: true);

    public static SearchAttributeUpdate<T> ValueUnset<T>(SearchAttributeKey<T> key)
        where T : notnull => new(key, default, hasValue: false);
}

/// <summary>One typed change to the search attributes of a workflow.</summary>
public class SearchAttributeUpdate<T> : SearchAttributeUpdate
    where T : notnull
{
    private readonly T? value;

    internal SearchAttributeUpdate(SearchAttributeKey<T> key, T? value, bool hasValue)
        : base(hasValue)
    {
        Key = key;
        this.value = value;
    }

    public SearchAttributeKey<T> Key { get; }

    public override SearchAttributeKey UntypedKey => Key;

    public override object UntypedValue => Value;

    public T Value => HasValue && value is { } set ? set : throw new InvalidOperationException("The update unsets the key");
}
