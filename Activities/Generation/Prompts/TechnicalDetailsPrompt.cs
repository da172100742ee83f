namespace Webhooks.Activities.Generation.Prompts;

/// <summary>What a week's work was, technically.</summary>
internal static class TechnicalDetailsPrompt
{
    public static Prompt Current { get; } = new()
    {
        Id = "technical-details",
        Version = 1,
        Instructions = """
            The data is a week of engineering: commits, pull requests, tickets and deployments, the most important first, and how many there
            were of each. Say what was changed technically, for a technical adviser of investors: which parts of the product, which kinds of
            work (features, fixes, upkeep), what was put into operation and what failed. No file names and no addresses.
            Numbers stand in your text only as they stand in the data: do not calculate, round or estimate any.
            If something is said to be missing, do not speak of it as if it were known.
            """,
        Sections =
        [
            new PromptSection
            {
                Name = "summary",
                Description = "Three to five sentences: where the work was and of which kind.",
                LongestText = 1_000,
            },
            new PromptSection
            {
                Name = "points",
                Description = "One point for each part of the product that changed noticeably: what changed there.",
                Heading = "By part",
                LongestText = 260,
                MostPoints = 8,
            },
        ],
        MaximumInputTokens = 14_000,
        MaximumOutputTokens = 1_000,
        HasFigures = true,
    };
}
