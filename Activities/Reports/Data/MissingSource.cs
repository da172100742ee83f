namespace Webhooks.Activities.Reports.Data;

/// <summary>A source that could not be read, wholly or to its end.</summary>
/// <param name="Source">Of <see cref="ReportSources"/>.</param>
/// <param name="Reason">Name of the failure, such as <c>unavailable</c>, or <c>truncated</c>.</param>
public sealed record MissingSource(string Source, string Reason);
