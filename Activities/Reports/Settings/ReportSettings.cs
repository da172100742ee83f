using System.Globalization;
using Microsoft.Extensions.Configuration;
using Webhooks.Activities.Configuration;
using Webhooks.Activities.Mail;

namespace Webhooks.Activities.Reports.Settings;

/// <summary>Section <c>Webhooks:Reports</c>.</summary>
public sealed record ReportSettings
{
    private const string SectionName = "Webhooks:Reports";
    private const int LongestName = 60;
    private const int MostInvestors = 100;
    private const long Megabyte = 1024 * 1024;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Whose days and weeks these are; has an IANA name.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    public DailySchedule Daily { get; init; } = new();

    public WeeklySchedule Weekly { get; init; } = new();

    /// <summary>After a cut-off, so that what is under way is in the report, and clocks that differ a little do no harm.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(5);

    public AmendmentSettings Amendments { get; init; } = new();

    /// <summary>How late a report may be made up for when its schedule could not start it.</summary>
    public TimeSpan CatchUpWindow { get; init; } = TimeSpan.FromDays(7);

    /// <summary>By how much schedules may start later than their time, so that not all start at once.</summary>
    public TimeSpan Jitter { get; init; } = TimeSpan.Zero;

    /// <summary>Who reports: shown in documents and subjects.</summary>
    public string Organisation { get; init; } = "Engineering";

    /// <summary>Mail addresses; empty: nobody is mailed.</summary>
    public IReadOnlyList<string> Investors { get; init; } = [];

    /// <summary>Bytes; documents that are larger together are linked instead of attached.</summary>
    public long LargestAttachments { get; init; } = 3 * Megabyte;

    /// <summary><c>owner/name</c> of repositories whose commits GitHub is asked for beyond those that were delivered.</summary>
    public IReadOnlyList<string> Repositories { get; init; } = [];

    /// <summary>Adds every mistake, each naming its key; with a mistake the settings must not be used.</summary>
    public static ReportSettings Read(IConfiguration configuration, ICollection<string> mistakes)
    {
        var section = new SettingsSection(configuration.GetSection(SectionName), mistakes);
        var (daily, weekly, amendments, gitHub) = (section.Below("Daily"), section.Below("Weekly"), section.Below("Amendments"), section.Below("GitHub"));
        var standard = new ReportSettings();
        var settings = new ReportSettings
        {
            TimeZone = ReadZone(section),
            Daily = new DailySchedule
            {
                IsEnabled = daily.Choice("Enabled", "true", "false") == "true",
                CutOff = ReadTime(daily, "CutOff") ?? standard.Daily.CutOff,
                HasWeekends = daily.Choice("Weekends", "Skip", "Include") == "Include",
            },
            Weekly = new WeeklySchedule
            {
                IsEnabled = weekly.Choice("Enabled", "true", "false") == "true",
                CutOff = ReadTime(weekly, "CutOff") ?? standard.Weekly.CutOff,
                Day = Enum.Parse<DayOfWeek>(weekly.Choice("Day", [nameof(DayOfWeek.Friday), .. Enum.GetNames<DayOfWeek>()])),
            },
            Amendments = new AmendmentSettings
            {
                Interval = amendments.Duration("Interval", Minute, Day) ?? standard.Amendments.Interval,
                Window = amendments.Duration("Window", Day, Day * 90) ?? standard.Amendments.Window,
            },
            Grace = section.Duration("Grace", TimeSpan.FromSeconds(10), TimeSpan.FromHours(6)) ?? standard.Grace,
            CatchUpWindow = section.Duration("CatchUpWindow", Minute, Day * 90) ?? standard.CatchUpWindow,
            Jitter = section.Duration("Jitter", TimeSpan.Zero, TimeSpan.FromHours(1)) ?? standard.Jitter,
            Organisation = ReadName(section) ?? standard.Organisation,
            Investors = ReadInvestors(section),
            LargestAttachments = section.Number("LargestAttachments", 0, 100 * Megabyte) ?? standard.LargestAttachments,
            Repositories = ReadRepositories(gitHub),
        };
        SettingsSection[] sections = [section, daily, weekly, amendments, gitHub];
        foreach (var each in sections)
        {
            each.RefuseUnknown();
        }

        return settings;
    }

    private static TimeZoneInfo ReadZone(SettingsSection section)
    {
        if (section.Text("TimeZone") is not { } name)
        {
            return TimeZoneInfo.Utc;
        }

        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId)
        {
            return zone;
        }

        section.Mistakes.Add($"{section.Key("TimeZone")} '{name}' is not the IANA name of a time zone that this machine knows, such as Europe/Berlin.");
        return TimeZoneInfo.Utc;
    }

    private static TimeOnly? ReadTime(SettingsSection section, string name)
    {
        if (section.Text(name) is not { } text)
        {
            return null;
        }

        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time;
        }

        section.Mistakes.Add($"{section.Key(name)} '{text}' is not a time of day from 00:00 to 23:59.");
        return null;
    }

    private static string? ReadName(SettingsSection section)
    {
        var name = section.Text("Organisation")?.Trim();
        if (name?.Length > LongestName || name?.Any(char.IsControl) == true)
        {
            section.Mistakes.Add($"{section.Key("Organisation")} is longer than {LongestName} characters or has control characters.");
        }

        return name;
    }

    private static List<string> ReadInvestors(SettingsSection section)
    {
        List<string> investors = [];
        foreach (var (key, value) in section.Texts("Investors"))
        {
            if (value is null || !Envelope.IsAddress(value))
            {
                section.Mistakes.Add($"{key} '{value}' is not an address of the form name@example.com.");
            }
            else if (!investors.Contains(value, StringComparer.OrdinalIgnoreCase))
            {
                investors.Add(value);
            }
        }

        if (investors.Count > MostInvestors)
        {
            section.Mistakes.Add($"{section.Key("Investors")} has {investors.Count} addresses; {MostInvestors} are the most. Use a list of the mail system.");
        }

        return investors;
    }

    private static List<string> ReadRepositories(SettingsSection section)
    {
        List<string> repositories = [];
        foreach (var (key, value) in section.Texts("Repositories"))
        {
            if (value?.Split('/') is [{ Length: > 0 and <= LongestName } owner, { Length: > 0 and <= 100 } name] && IsName(owner) && IsName(name))
            {
                repositories.Add(value);
            }
            else
            {
                section.Mistakes.Add($"{key} '{value}' is not a repository of the form owner/name.");
            }
        }

        return repositories;
    }

    // It becomes a part of the address that GitHub is asked at.
    private static bool IsName(string text) => text is not ("." or "..") && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
