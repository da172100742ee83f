using Microsoft.AspNetCore.Mvc;

namespace Webhooks.Gateway.Replaying;

/// <summary>What became of a wish; exactly one of these is set.</summary>
internal sealed record ReplayAnswer
{
    public ReplayDocument? Began { get; init; }

    public ReplayPreview? Preview { get; init; }

    public ProblemDetails? Problem { get; init; }

    public static implicit operator ReplayAnswer(ProblemDetails problem) => new() { Problem = problem };
}
