using System.Globalization;
using System.Text.Json;
using Webhooks.Activities.GitHub;
using Webhooks.Activities.Json;

namespace Webhooks.Activities.PullRequests;

/// <summary>Finds a pull request's texts in the body of an event about it or a review of it.</summary>
internal static class PullRequestBody
{
    private const int LongestTitle = 250;
    private const int LongestDescription = 4_000;
    private const int LongestName = 120;
    private const int LongestBranch = 255;
    private const int LongestAddress = 300;

    /// <param name="body">The raw body as accepted: JSON, or a form with the JSON in its field <c>payload</c>.</param>
    /// <exception cref="FormatException">It is not about a pull request.</exception>
    public static PullRequestReading Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(FormBody.Payload(body));
            return document.RootElement.Find("pull_request") is { ValueKind: JsonValueKind.Object } request
                ? Read(document.RootElement, request)
                : throw new FormatException("The payload has no pull request.");
        }
        catch (JsonException failure)
        {
            throw new FormatException("The payload is not valid JSON.", failure);
        }
    }

    private static PullRequestReading Read(JsonElement root, JsonElement request)
    {
        var isFromFork = request.Number("head.repo.id") is not { } repository || repository != root.Number("repository.id");
        return new PullRequestReading
        {
            By = root.Text("sender.login", LongestName),
            Texts = new PullRequestTexts
            {
                Title = request.Text("title", LongestTitle),
                Description = request.Text("body", LongestDescription),
                Author = request.Text("user.login", LongestName),
                OpenedAt = Instant(request.Text("created_at", 64)),
                HeadRef = request.Text("head.ref", LongestBranch),
                ForkOwner = isFromFork ? request.Text("head.user.login", LongestName) : null,
                IsFromFork = isFromFork,
                RepositoryPage = root.Text("repository.html_url", LongestAddress),
            },
            Size = Size(request),
        };
    }

    private static PullRequestSize? Size(JsonElement request) =>
        request.Number("changed_files") is { } files
            ? new PullRequestSize
            {
                Commits = request.Number("commits") ?? 0,
                Files = files,
                AddedLines = request.Number("additions") ?? 0,
                RemovedLines = request.Number("deletions") ?? 0,
            }
            : null;

    private static DateTimeOffset? Instant(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
