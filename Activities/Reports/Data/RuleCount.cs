namespace Webhooks.Activities.Reports.Data;

public sealed record RuleCount(string Rule, int Count);
