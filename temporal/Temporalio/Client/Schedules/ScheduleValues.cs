using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Client.Schedules;

/// <summary>Values of a schedule on their way to the server and back.</summary>
internal static class ScheduleValues
{
    /// <summary>A value that came encoded goes back as it came.</summary>
    public static async Task<Payload> PayloadAsync(DataConverter converter, object? value) =>
        value is IEncodedRawValue encoded ? encoded.Payload : await converter.ToPayloadAsync(value);

    public static async Task<Memo?> MemoAsync(DataConverter converter, IReadOnlyDictionary<string, object>? values)
    {
        if (values is null or { Count: 0 })
        {
            return null;
        }

        var memo = new Memo();
        foreach (var (name, value) in values)
        {
            memo.Fields[name] = value is null
                ? throw new ArgumentException($"Memo value {name} is null", nameof(values))
                : await PayloadAsync(converter, value);
        }

        return memo;
    }

    public static IReadOnlyDictionary<string, IEncodedRawValue> FromMemo(DataConverter converter, Memo? memo) =>
        (memo?.Fields ?? []).ToDictionary(each => each.Key, IEncodedRawValue (each) => new EncodedRawValue(converter, each.Value));
}
