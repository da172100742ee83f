namespace Webhooks.Activities.Generation.Prompts;

/// <summary>How a ticket came to its end.</summary>
internal static class TicketPrompt
{
    public static Prompt Current { get; } = new()
    {
        Id = "ticket",
        Version = 1,
        Instructions = """
            The data is one ticket that has been done at some time: its facts and what happened to it. It may have been reopened.
            Say what it was about and how it went, for somebody who plans the next one.
            """,
        Sections =
        [
            new PromptSection
            {
                Name = "summary",
                Description = "Two to four sentences: what it was about, how it ended or stands now, and what took long if the times show it.",
                Heading = "In short",
                LongestText = 900,
            },
            new PromptSection
            {
                Name = "turns",
                Description = "Turns that matter: reopened, moved, handed over, changed in kind or priority. Not every event.",
                LongestText = 200,
                MostPoints = 5,
            },
        ],
        MaximumInputTokens = 8_000,
        MaximumOutputTokens = 800,
    };
}
