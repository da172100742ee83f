namespace Webhooks.Activities.Reports.Settings;

/// <summary>When a day ends, and which days have a report.</summary>
public sealed record DailySchedule
{
    /// <summary>False: no schedule; a day's report is written when somebody asks for it.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Local time.</summary>
    public TimeOnly CutOff { get; init; } = new(18, 0);

    /// <summary>Saturdays and Sundays have reports of their own; otherwise what happens then is in Monday's.</summary>
    public bool HasWeekends { get; init; }
}
