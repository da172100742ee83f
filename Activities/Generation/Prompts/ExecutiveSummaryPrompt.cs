namespace Webhooks.Activities.Generation.Prompts;

/// <summary>A week, for somebody who invests in the product.</summary>
internal static class ExecutiveSummaryPrompt
{
    public static Prompt Current { get; } = new()
    {
        Id = "executive-summary",
        Version = 1,
        Instructions = """
            The data is a week of engineering: sums, and what was merged, completed, pushed and deployed, the most important first.
            Say what the week brought, for an investor who knows the product and does not program: what users get, how reliably it was
            delivered, what went wrong. No file names, no addresses, no jargon that the data does not need.
            Numbers stand in your text only as they stand in the data: do not calculate, round or estimate any.
            If something is said to be missing, do not speak of it as if it were known. Promise nothing.
            """,
        Sections =
        [
            new PromptSection
            {
                Name = "summary",
                Description = "Three to five sentences: what was delivered, how it compares with the week before, what went wrong if anything did.",
                LongestText = 900,
            },
            new PromptSection
            {
                Name = "points",
                Description = "The results of the week that matter most, one each. Nothing that the summary says already.",
                Heading = "Results",
                LongestText = 200,
                MostPoints = 5,
            },
        ],
        MaximumInputTokens = 12_000,
        MaximumOutputTokens = 900,
        HasFigures = true,
    };
}
