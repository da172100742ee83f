namespace Temporalio.Workflows;

/// <summary>One change to the memo of a workflow.</summary>
public class MemoUpdate
{
    private readonly object? value;

    private MemoUpdate(string key, object? value, bool hasValue)
    {
        UntypedKey = key;
        this.value = value;
        HasValue = hasValue;
    }

    public bool HasValue { get; }

    public string UntypedKey { get; }

    public object UntypedValue => HasValue && value is { } set ? set : throw new InvalidOperationException("The update unsets the key");

    public static MemoUpdate ValueSet(string key, object value) =>
        new(key, value ?? throw new ArgumentException("A memo value cannot be null; unset the key instead"), hasValue: true);

    public static MemoUpdate ValueUnset(string key) => new(key, null, hasValue: false);
}
