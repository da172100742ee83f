namespace Webhooks.Activities.Generation.Prompts;

/// <summary>What a week's numbers show.</summary>
internal static class MetricsAnalysisPrompt
{
    public static Prompt Current { get; } = new()
    {
        Id = "metrics-analysis",
        Version = 1,
        Instructions = """
            The data is the numbers of a week of engineering: sums, the same sums of the week before, changes between them, and how they are
            spread over days, repositories, authors and services. Say what they show, for somebody who reads numbers: what rose or fell
            noticeably, how evenly the work is spread, what is unusual. Numbers of commits do not measure people: compare nobody.
            Numbers stand in your text only as they stand in the data: do not calculate, round or estimate any.
            A change that the data does not give is not known. If something is said to be missing, do not speak of it as if it were known.
            """,
        Sections =
        [
            new PromptSection
            {
                Name = "summary",
                Description = "Two to four sentences: the changes that matter most, and what is unusual.",
                LongestText = 800,
            },
            new PromptSection
            {
                Name = "points",
                Description = "What single numbers show. Nothing that the summary says already.",
                Heading = "Readings",
                LongestText = 200,
                MostPoints = 6,
            },
        ],
        MaximumInputTokens = 6_000,
        MaximumOutputTokens = 800,
        HasFigures = true,
    };
}
