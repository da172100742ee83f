namespace Webhooks.Activities.Reports.Settings;

/// <summary>When a week ends.</summary>
public sealed record WeeklySchedule
{
    /// <summary>False: no schedule; a week's report is written when somebody asks for it.</summary>
    public bool IsEnabled { get; init; } = true;

    public DayOfWeek Day { get; init; } = DayOfWeek.Friday;

    /// <summary>Local time.</summary>
    public TimeOnly CutOff { get; init; } = new(17, 0);
}
