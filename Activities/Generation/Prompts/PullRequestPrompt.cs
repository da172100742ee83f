namespace Webhooks.Activities.Generation.Prompts;

/// <summary>What a merged pull request brought, and what was said about it.</summary>
internal static class PullRequestPrompt
{
    public static Prompt Current { get; } = new()
    {
        Id = "pull-request",
        Version = 1,
        Instructions = """
            The data is one merged pull request: its facts, its title and description, its commits and files as far as they are known, and the
            verdicts of its reviews.
            Say what was merged and why, for somebody who was not in the review.
            """,
        Sections =
        [
            new PromptSection
            {
                Name = "summary",
                Description = "Two to five sentences: what was merged, and why if the description says so.",
                Heading = "In short",
                LongestText = 1_100,
            },
            new PromptSection
            {
                Name = "consequences",
                Description = "What somebody who uses or runs the product should know or do; breaking changes first. Nothing that the summary says already.",
                LongestText = 240,
                MostPoints = 6,
            },
        ],
        MaximumInputTokens = 10_000,
        MaximumOutputTokens = 900,
    };
}
