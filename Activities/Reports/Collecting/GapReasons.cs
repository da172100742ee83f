namespace Webhooks.Activities.Reports.Collecting;

/// <summary>Why a part of a report is not complete, beside the types of failures (<see cref="ErrorTypes"/>).</summary>
public static class GapReasons
{
    /// <summary>Retention dropped bodies: what their facts said is there, their texts are not.</summary>
    public const string PayloadGone = "payload-gone";

    /// <summary>Bodies are not what was accepted, or are not understood.</summary>
    public const string PayloadUnreadable = "payload-unreadable";

    /// <summary>Rows of the ledger have facts that nobody can read.</summary>
    public const string RowUnreadable = "row-unreadable";

    /// <summary>There is more than is read.</summary>
    public const string Truncated = "truncated";
}
