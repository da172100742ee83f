namespace Webhooks.Activities.Generation.Prompts;

/// <summary>A day, for the team that worked through it.</summary>
internal static class DailySummaryPrompt
{
    public static Prompt Current { get; } = new()
    {
        Id = "daily-summary",
        Version = 1,
        Instructions = """
            The data is a day of engineering: sums, and what was pushed, merged, completed and deployed, the most important first.
            Say what the day brought, for a team lead who was away: what was finished, in which repositories the work was, what failed.
            Numbers stand in your text only as they stand in the data: do not calculate, round or estimate any.
            If something is said to be missing, do not speak of it as if it were known.
            """,
        Sections =
        [
            new PromptSection
            {
                Name = "summary",
                Description = "Three to six sentences: what was finished and by whom, where the work was, how it compares with the day before.",
                LongestText = 1_200,
            },
            new PromptSection
            {
                Name = "points",
                Description = "What somebody should look at tomorrow: failures, what was reopened, unusual costs, what is missing. Nothing that the summary says already.",
                Heading = "What needs attention",
                LongestText = 240,
                MostPoints = 6,
            },
        ],
        MaximumInputTokens = 12_000,
        MaximumOutputTokens = 1_000,
        HasFigures = true,
    };
}
