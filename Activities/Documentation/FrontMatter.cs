using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Webhooks.Activities.Documentation;

/// <summary>YAML front matter with keys of ours and every text value in double quotes (YAML reads JSON strings), so that no value can start another key.</summary>
internal sealed class FrontMatter
{
    private static readonly JsonSerializerOptions Quoting = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly StringBuilder yaml = new("---\n");

    public FrontMatter Add(string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            yaml.Append(key).Append(": ").Append(Quote(value)).Append('\n');
        }

        return this;
    }

    public FrontMatter Add(string key, long value)
    {
        yaml.Append(key).Append(": ").Append(value).Append('\n');
        return this;
    }

    public FrontMatter Add(string key, bool value)
    {
        yaml.Append(key).Append(": ").Append(value ? "true" : "false").Append('\n');
        return this;
    }

    public FrontMatter Add(string key, IEnumerable<string> values)
    {
        var quoted = values.Select(Quote).ToList();
        if (quoted.Count > 0)
        {
            yaml.Append(key).Append(": [").AppendJoin(", ", quoted).Append("]\n");
        }

        return this;
    }

    public override string ToString() => yaml + "---\n";

    private static string Quote(string value) => JsonSerializer.Serialize(PlainText.Line(value), Quoting);
}
