using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Activities.Reports.Editions;

/// <summary>How files of reports are written: the same value gives the same bytes.</summary>
internal static class ReportJson
{
    public static readonly JsonSerializerOptions Compact = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>For files that people look into.</summary>
    public static readonly JsonSerializerOptions Readable = new(Compact) { WriteIndented = true, NewLine = "\n" };
}
