namespace Webhooks.Activities.Reports.Editions;

/// <param name="Number">Of the edition.</param>
/// <param name="Path">Of its document in the document store; null while that waits for a person.</param>
/// <param name="Link">Where a browser shows it; null when no browser does.</param>
public sealed record EditionLink(int Number, string? Path, Uri? Link);
