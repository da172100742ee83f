namespace Webhooks.Activities.Generation.Prompts;

/// <summary>What a commit does and what follows from it.</summary>
internal static class CommitPrompt
{
    public static Prompt Current { get; } = new()
    {
        Id = "commit",
        Version = 1,
        Instructions = """
            The data is one commit: its facts, its message, and which files changed. File contents are not there.
            Say what the commit changes and why, as the message tells it, for somebody who decides whether it concerns them.
            """,
        Sections =
        [
            new PromptSection
            {
                Name = "summary",
                Description = "Two to four sentences: what changes, and why if the message says so.",
                Heading = "In short",
                LongestText = 900,
            },
            new PromptSection
            {
                Name = "consequences",
                Description = "What somebody who uses or runs the code should know or do; breaking changes first. Nothing that the summary says already.",
                LongestText = 240,
                MostPoints = 5,
            },
        ],
        MaximumInputTokens = 8_000,
        MaximumOutputTokens = 800,
    };
}
