namespace Webhooks.Activities.Generation.Prompts;

/// <summary>What was deployed or changed where, and how it ended.</summary>
internal static class DeploymentPrompt
{
    public static Prompt Current { get; } = new()
    {
        Id = "deployment",
        Version = 1,
        Instructions = """
            The data is one deployment, or the changes to one cloud resource: its facts and what was heard of it, operation by operation.
            Say what was deployed or changed where, and how it ended, for somebody who is on call.
            """,
        Sections =
        [
            new PromptSection
            {
                Name = "summary",
                Description = "One to three sentences: what was done to what, how it ended, and how long it took if the times show it.",
                Heading = "In short",
                LongestText = 700,
            },
            new PromptSection
            {
                Name = "attention",
                Description = "What failed, was cancelled, was tried again or has not ended. An empty list when all went well.",
                LongestText = 200,
                MostPoints = 4,
            },
        ],
        MaximumInputTokens = 6_000,
        MaximumOutputTokens = 600,
    };
}
