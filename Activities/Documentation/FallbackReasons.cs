namespace Webhooks.Activities.Documentation;

/// <summary>Why a document that was to be generated was written by template: in its front matter, its properties and the metrics.</summary>
public static class FallbackReasons
{
    /// <summary>The endpoint did not answer, or not with anything of use.</summary>
    public const string Unavailable = "generation-unavailable";

    /// <summary>What the model wrote, or that it would not, was not to be shown.</summary>
    public const string Rejected = "generation-rejected";
}
