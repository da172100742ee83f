namespace Webhooks.Activities.Jira;

/// <summary>A field of an issue that was changed, as people read it; foreign text.</summary>
/// <param name="Field">Name in the language of the site.</param>
/// <param name="From">Null when it had no value.</param>
/// <param name="To">Null when it has none now.</param>
public sealed record FieldChange(string Field, string? From, string? To);
