using Microsoft.Extensions.Configuration;
using Webhooks.Activities.Reports.Settings;

namespace Webhooks.Reports.Tests.Settings;

public sealed class ReportSettingsTests
{
    [Fact]
    public void Without_the_section_days_end_at_six_and_weeks_on_friday_at_five_in_utc()
    {
        var (settings, mistakes) = Read([]);

        Assert.Empty(mistakes);
        Assert.Equal(("UTC", new TimeOnly(18, 0), false, true), (settings.TimeZone.Id, settings.Daily.CutOff, settings.Daily.HasWeekends, settings.Daily.IsEnabled));
        Assert.Equal((DayOfWeek.Friday, new TimeOnly(17, 0), true), (settings.Weekly.Day, settings.Weekly.CutOff, settings.Weekly.IsEnabled));
        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromDays(7), TimeSpan.Zero), (settings.Grace, settings.CatchUpWindow, settings.Jitter));
        Assert.Equal((TimeSpan.FromHours(1), TimeSpan.FromDays(14)), (settings.Amendments.Interval, settings.Amendments.Window));
        Assert.Equal(("Engineering", 3_145_728L), (settings.Organisation, settings.LargestAttachments));
        Assert.Empty(settings.Investors.Concat(settings.Repositories));
    }

    [Fact]
    public void Everything_can_be_said()
    {
        var (settings, mistakes) = Read(
        [
            ("TimeZone", "Europe/Berlin"), ("Daily:CutOff", "17:30"), ("Daily:Weekends", "include"), ("Daily:Enabled", "False"),
            ("Weekly:CutOff", "09:00"), ("Weekly:Day", "monday"), ("Weekly:Enabled", "false"), ("Grace", "00:00:30"), ("Amendments:Interval", "00:10:00"),
            ("Amendments:Window", "30.00:00:00"), ("CatchUpWindow", "1.00:00:00"), ("Jitter", "00:02:00"), ("Organisation", "Example Ltd"),
            ("Investors:0", "ada@example.com"), ("Investors:1", "ADA@example.com"), ("LargestAttachments", "0"), ("GitHub:Repositories:0", "example/shop.web"),
        ]);

        Assert.Empty(mistakes);
        Assert.Equal(("Europe/Berlin", new TimeOnly(17, 30), true, false), (settings.TimeZone.Id, settings.Daily.CutOff, settings.Daily.HasWeekends, settings.Daily.IsEnabled));
        Assert.Equal((DayOfWeek.Monday, new TimeOnly(9, 0), false), (settings.Weekly.Day, settings.Weekly.CutOff, settings.Weekly.IsEnabled));
        Assert.Equal((TimeSpan.FromSeconds(30), TimeSpan.FromDays(1), TimeSpan.FromMinutes(2)), (settings.Grace, settings.CatchUpWindow, settings.Jitter));
        Assert.Equal((TimeSpan.FromMinutes(10), TimeSpan.FromDays(30)), (settings.Amendments.Interval, settings.Amendments.Window));
        Assert.Equal(("Example Ltd", 0L), (settings.Organisation, settings.LargestAttachments));
        Assert.Equal(["ada@example.com"], settings.Investors);
        Assert.Equal(["example/shop.web"], settings.Repositories);
    }

    [Fact]
    public void Every_mistake_is_told_at_once_with_its_key()
    {
        var (_, mistakes) = Read(
        [
            ("TimeZone", "Mars/Olympus"), ("Daily:CutOff", "25:00"), ("Daily:Weekends", "maybe"), ("Daily:Enabled", "si"), ("Weekly:CutOff", "5pm"), ("Weekly:Day", "Freitag"),
            ("Grace", "1.00:00:00"), ("Amendments:Interval", "00:00:01"), ("Amendments:Window", "01:00:00"), ("CatchUpWindow", "never"), ("Jitter", "02:00:00"),
            ("Organisation", new string('x', 61)), ("Investors:0", "Ada <ada@example.com>"), ("LargestAttachments", "-1"), ("GitHub:Repositories:0", "example/.."),
            ("Daily:Cutof", "18:00"), ("Titel", "x"),
        ]);

        Assert.Equal(
            [
                "Amendments:Interval", "Amendments:Window", "CatchUpWindow", "Daily:CutOff", "Daily:Cutof", "Daily:Enabled", "Daily:Weekends", "GitHub:Repositories:0", "Grace",
                "Investors:0", "Jitter", "LargestAttachments", "Organisation", "TimeZone", "Titel", "Weekly:CutOff", "Weekly:Day",
            ],
            mistakes.Select(mistake => mistake.Split(' ')[0]["Webhooks:Reports:".Length..]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("W. Europe Standard Time")]
    [InlineData("../../etc/passwd")]
    public void A_time_zone_is_named_as_iana_names_it(string name) =>
        Assert.Contains($"TimeZone '{name}'", Assert.Single(Read([("TimeZone", name)]).Mistakes), StringComparison.Ordinal);

    private static (ReportSettings Settings, List<string> Mistakes) Read((string Key, string Value)[] values)
    {
        var mistakes = new List<string>();
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(value => KeyValuePair.Create($"Webhooks:Reports:{value.Key}", (string?)value.Value)))
            .Build();
        return (ReportSettings.Read(configuration, mistakes), mistakes);
    }
}
