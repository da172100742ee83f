using System.Globalization;

namespace Webhooks.Gateway.Json;

/// <summary>
/// Fields that a fact cannot do without. The first that is missing or wrong becomes the fault, named after its path
/// (<c>pull_request.number</c>: <c>pull-request-number-invalid</c>); what was built is then to be thrown away.
/// </summary>
internal sealed class RequiredFields(JsonFields fields)
{
    /// <summary>For what may be missing.</summary>
    public JsonFields Optional => fields;

    public string? Fault { get; private set; } = fields.Fault;

    /// <summary>A positive integer.</summary>
    public long Id(string path) => Found(path, fields.Number(path) is { } id and > 0 ? id : default(long?));

    public string Text(string path, int longest) => Found(path, fields.Text(path, longest));

    public bool Flag(string path) => Found(path, fields.Flag(path));

    public int Count(string path) => Found(path, fields.Count(path));

    public T Found<T>(string path, T? value)
        where T : struct
    {
        Note(path, value is not null);
        return value.GetValueOrDefault();
    }

    public string Found(string path, string? value)
    {
        Note(path, value is not null);
        return value ?? "";
    }

    /// <summary>ISO 8601; UTC unless it has an offset.</summary>
    public DateTimeOffset? Instant(string path) =>
        fields.Text(path, 64) is { } text
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : null;

    private void Note(string path, bool isFound)
    {
        if (!isFound)
        {
            Fault ??= $"{path.Replace('.', '-').Replace('_', '-')}-invalid";
        }
    }
}
