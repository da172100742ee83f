namespace Webhooks.Activities.Commits;

/// <summary>Addresses made from checked parts only; null when the payload's repository address cannot be trusted.</summary>
public sealed record CommitLinks
{
    public string? Repository { get; init; }

    public string? Commit { get; init; }

    /// <summary>The whole push; null for a new branch, which has nothing to compare with.</summary>
    public string? Compare { get; init; }

    /// <param name="page">The payload's <c>repository.html_url</c>.</param>
    public static CommitLinks From(string? page, string sha, string? before, string? after)
    {
        if (!Uri.TryCreate(page, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || uri.UserInfo.Length > 0
            || uri.Query.Length > 0 || uri.Fragment.Length > 0 || !IsPlain(uri.AbsolutePath) || !IsPlain(uri.Authority))
        {
            return new();
        }

        var repository = $"{uri.Scheme}://{uri.Authority}{uri.AbsolutePath.TrimEnd('/')}";
        return new()
        {
            Repository = repository,
            Commit = $"{repository}/commit/{sha}",
            Compare = IsHash(before) && IsHash(after) ? $"{repository}/compare/{before![..12]}...{after![..12]}" : null, // Both were just found to be hashes.
        };
    }

    private static bool IsPlain(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or ':');

    private static bool IsHash(string? text) => text is not null && GitHub.PushPayload.IsSha(text) && text.Any(c => c != '0');
}
