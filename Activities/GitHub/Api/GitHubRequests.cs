using Webhooks.Activities.Providers;

namespace Webhooks.Activities.GitHub.Api;

/// <summary>What all calls to GitHub have in common.</summary>
internal static class GitHubRequests
{
    public static ProviderCallOptions Options(long largestAnswer) => new() { System = "GitHub", LargestAnswer = largestAnswer, IsLimit = IsLimit };

    public static HttpRequestMessage Create(Uri address, HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(address, path));
        request.Headers.Accept.ParseAdd("application/vnd.github+json");
        request.Headers.Add("X-GitHub-Api-Version", "2022-11-28");
        return request;
    }

    /// <summary>Secondary limits are a 403 that often has no header to tell it from a refusal.</summary>
    private static bool IsLimit(ProviderAnswer answer) =>
        answer.Body.AsSpan().IndexOf("secondary rate limit"u8) >= 0 || answer.Body.AsSpan().IndexOf("abuse detection mechanism"u8) >= 0;
}
