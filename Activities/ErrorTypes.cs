namespace Webhooks.Activities;

/// <summary>
/// Error types that activities throw. What is retried is decided by these names in one table, and a delivery that ends in quarantine
/// is given the name as its reason, so they are stable.
/// </summary>
public static class ErrorTypes
{
    /// <summary>The outside system refused our credentials. Never retried.</summary>
    public const string Authentication = "AuthenticationError";

    /// <summary>We are set up wrongly. Never retried.</summary>
    public const string Configuration = "ConfigurationError";

    /// <summary>The journal does not hold the payload that the delivery names.</summary>
    public const string PayloadMissing = "PayloadMissingError";

    /// <summary>The journal's bytes are not those that were accepted.</summary>
    public const string PayloadDamaged = "PayloadDamagedError";

    /// <summary>The payload is not a push as GitHub describes it.</summary>
    public const string PushUnreadable = "PushUnreadableError";

    /// <summary>The payload is not an issue's as Jira describes it.</summary>
    public const string IssueUnreadable = "IssueUnreadableError";

    /// <summary>The payload is not a pull request's as GitHub describes it.</summary>
    public const string PullRequestUnreadable = "PullRequestUnreadableError";

    public const string KnowledgeBase = "KnowledgeBaseError";

    /// <summary>An outside system does not answer, or says that it cannot, or is left alone after too many such answers.</summary>
    public const string Unavailable = "Unavailable";

    /// <summary>An outside system asks us to wait; the failure says how long.</summary>
    public const string RateLimited = "RateLimited";

    /// <summary>An outside system does not have what it was asked for, or does not show it to us.</summary>
    public const string NotFound = "NotFound";

    /// <summary>An outside system answers what cannot be understood.</summary>
    public const string ProviderAnswer = "ProviderAnswerError";

    public const string Ledger = "LedgerError";

    /// <summary>Numbers of a report are not the sums of its data; it is not written, and not sent.</summary>
    public const string ReportInconsistent = "ReportInconsistentError";

    /// <summary>There is no such report: no such period, or none of its editions is there.</summary>
    public const string NoSuchReport = "NoSuchReportError";

    /// <summary>The folder of reports cannot be read or written.</summary>
    public const string ReportFolder = "ReportFolderError";
}
