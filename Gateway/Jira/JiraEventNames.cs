using System.Collections.Frozen;

namespace Webhooks.Gateway.Jira;

/// <summary>The events Jira documents: what a metric may be tagged with. The body's text is the sender's.</summary>
internal static class JiraEventNames
{
    private static readonly FrozenSet<string> Known = FrozenSet.Create(
        StringComparer.Ordinal,
        "jira:issue_created", "jira:issue_updated", "jira:issue_deleted", "comment_created", "comment_updated", "comment_deleted",
        "worklog_created", "worklog_updated", "worklog_deleted", "jira:worklog_updated", "attachment_created", "attachment_deleted",
        "issuelink_created", "issuelink_deleted", "issue_property_set", "issue_property_deleted", "issuetype_created",
        "issuetype_updated", "issuetype_deleted", "project_created", "project_updated", "project_deleted", "project_soft_deleted",
        "project_restored_deleted", "project_archived", "project_restored_archived", "jira:version_created", "jira:version_updated",
        "jira:version_deleted", "jira:version_released", "jira:version_unreleased", "jira:version_moved", "filter_created",
        "filter_updated", "filter_deleted", "user_created", "user_updated", "user_deleted", "option_voting_changed",
        "option_watching_changed", "option_unassigned_issues_changed", "option_subtasks_changed", "option_attachments_changed",
        "option_issuelinks_changed", "option_timetracking_changed", "sprint_created", "sprint_updated", "sprint_deleted",
        "sprint_started", "sprint_closed", "board_created", "board_updated", "board_deleted", "board_configuration_changed",
        "jira_expression_evaluation_failed");

    public static string Label(string name) => Known.Contains(name) ? name : Receiving.Identification.OtherEvent;
}
