namespace Webhooks.Activities.Reports.Data;

/// <param name="Currency">ISO 4217.</param>
/// <param name="Cost">In it.</param>
public sealed record CurrencyTotal(string Currency, decimal Cost);
