using System.Text;
using Webhooks.Activities.PullRequests;
using Webhooks.Activities.Timelines;

namespace Webhooks.Activities.Documentation;

/// <summary>The sections that say what reviewers thought of a pull request, and what happened to it, oldest first.</summary>
internal static class PullRequestStory
{
    public static void WriteReviews(StringBuilder markdown, PullRequest request)
    {
        markdown.Append("## Reviews\n\n");
        var verdicts = ReviewVerdict.Of(request);
        if (verdicts.Count == 0)
        {
            markdown.Append("_Merged without a review that is known here._\n\n");
            return;
        }

        foreach (var verdict in verdicts)
        {
            markdown.Append("- ").Append(MarkdownText.Inline(verdict.Reviewer)).Append(": ").Append(Word(verdict.State))
                .Append(" on ").Append(MomentText.Reading(verdict.At)).Append(verdict.IsDismissed && verdict.State != "dismissed" ? ", dismissed later" : "").Append('\n');
        }

        markdown.Append('\n');
    }

    public static void WriteTimeline(StringBuilder markdown, Timeline<PullRequestEvent> timeline)
    {
        markdown.Append("## What happened\n\n");
        if (timeline.IsCut)
        {
            markdown.Append("_Earlier events are left out._\n\n");
        }

        foreach (var happened in timeline.Entries)
        {
            markdown.Append("- ").Append(MomentText.Reading(happened.Moment.At)).Append(": ").Append(What(happened))
                .Append(happened.By is { } name ? $", by {MarkdownText.Inline(name)}" : "").Append('\n');
        }
    }

    private static string What(PullRequestEvent happened) => happened.Kind switch
    {
        PullRequestEventKind.Opened => "opened",
        PullRequestEventKind.Other => "changed",
        PullRequestEventKind.Edited => "title, description or target edited",
        PullRequestEventKind.ReadyForReview => "ready for review",
        PullRequestEventKind.ConvertedToDraft => "made a draft",
        PullRequestEventKind.CommitsPushed => $"branch now at {MarkdownText.Code(happened.HeadSha[..Math.Min(7, happened.HeadSha.Length)])}",
        PullRequestEventKind.Reviewed => $"reviewed: {Word(happened.ReviewState ?? "")}",
        PullRequestEventKind.ReviewDismissed => "a review was dismissed",
        PullRequestEventKind.Closed => "closed without merging",
        PullRequestEventKind.Reopened => "reopened",
        PullRequestEventKind.Merged => "merged",
    };

    private static string Word(string state) => state switch
    {
        "approved" => "approved",
        "changes_requested" => "requested changes",
        "commented" => "commented",
        "dismissed" => "dismissed",
        _ => MarkdownText.Inline(state),
    };
}
