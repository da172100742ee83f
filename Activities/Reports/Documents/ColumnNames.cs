namespace Webhooks.Activities.Reports.Documents;

/// <summary>Headers that more than one place has to know.</summary>
internal static class ColumnNames
{
    public const string Commits = "Commits";
    public const string Tickets = "Tickets";
    public const string Deliveries = "Deliveries";
    public const string Cost = "Cost";
    public const string Currency = "Currency";
    public const string State = "State";
    public const string Result = "Result";
    public const string Figure = "Figure";
    public const string Value = "This week";
}
