using Microsoft.Extensions.Configuration;
using Webhooks.Storage.Configuration;

namespace Webhooks.Storage.Tests.Configuration;

public sealed class StorageSettingsTests
{
    private const string Key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    [Fact]
    public void Nothing_set_is_a_month_of_bodies_a_year_of_deliveries_and_no_key()
    {
        var (settings, mistakes) = Read();
        Assert.Empty(mistakes);
        Assert.Empty(settings.Keys);
        Assert.Equal(TimeSpan.FromDays(30), settings.Retention.Bodies);
        Assert.Equal(TimeSpan.FromDays(30), settings.Retention.DeduplicationWindow);
        Assert.Equal(TimeSpan.FromDays(365), settings.Retention.Deliveries);
        Assert.True(settings.Journal("data").Compresses);
    }

    [Fact]
    public void What_is_set_is_taken()
    {
        var (settings, mistakes) = Read(
            ("Journal:SegmentBytes", "2097152"), ("Journal:SegmentAge", "06:00:00"), ("Journal:Compress", "false"), ("Journal:Retention", "7"),
            ("Journal:MaximumBytes", "10000000"), ("Ledger:DeduplicationWindow", "45"), ("Ledger:Retention", "60"), ("Ledger:MaximumDeliveries", "5"),
            ("Ledger:RejectionsKept", "9"), ("Ledger:RejectionRetention", "2"), ("Retention:Interval", "00:05:00"),
            ("Journal:Encryption:Keys:0:Id", "new"), ("Journal:Encryption:Keys:0:Value", Key),
            ("Journal:Encryption:Keys:10:Id", "old"), ("Journal:Encryption:Keys:10:Value", Key),
            ("Journal:Encryption:Keys:2:Id", "middle"), ("Journal:Encryption:Keys:2:Value", Key));
        Assert.Empty(mistakes);
        var journal = settings.Journal("data");
        Assert.Equal((2097152, TimeSpan.FromHours(6), false), (journal.SegmentBytes, journal.SegmentAge, journal.Compresses));
        Assert.Equal(["new", "middle", "old"], journal.Keys.Select(key => key.Id));
        Assert.Equal(Convert.FromBase64String(Key), journal.Keys[0].Value);
        Assert.Equal(9, settings.Ledger("data").RejectionsKept);
        Assert.Equal(
            new()
            {
                Bodies = TimeSpan.FromDays(7),
                MaximumJournalBytes = 10_000_000,
                DeduplicationWindow = TimeSpan.FromDays(45),
                Deliveries = TimeSpan.FromDays(60),
                MaximumDeliveries = 5,
                Rejections = TimeSpan.FromDays(2),
                Interval = TimeSpan.FromMinutes(5),
            },
            settings.Retention);
    }

    [Theory]
    [InlineData("Journal:SegmentBytes", "64MB")]
    [InlineData("Journal:SegmentAge", "31")]
    [InlineData("Journal:Compress", "yes")]
    [InlineData("Journal:Retention", "-3")]
    [InlineData("Ledger:DeduplicationWindow", "29.23:59:59")]
    [InlineData("Ledger:Retention", "29")]
    [InlineData("Ledger:MaximumDeliveries", "0")]
    [InlineData("Retention:Interval", "00:00:00")]
    public void A_mistake_names_the_setting_and_what_was_written(string name, string value)
    {
        var mistake = Assert.Single(Read((name, value)).Mistakes);
        Assert.Contains($"Webhooks:{name} '{value}'", mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void Deliveries_are_not_kept_shorter_than_the_window()
    {
        Assert.Single(Read(("Ledger:DeduplicationWindow", "100"), ("Ledger:Retention", "99")).Mistakes);
        Assert.Equal(TimeSpan.FromDays(500), Read(("Ledger:DeduplicationWindow", "500")).Settings.Retention.Deliveries);
    }

    [Theory]
    [InlineData("Journal:Encription:Keys:0:Id")]
    [InlineData("Journal:Encryption:Key")]
    [InlineData("Ledger:DeduplicationWindows")]
    [InlineData("Retention:Every")]
    public void A_misspelt_setting_is_a_mistake_and_not_a_default(string name) =>
        Assert.Contains("is not a setting", Assert.Single(Read((name, "1")).Mistakes), StringComparison.Ordinal);

    [Fact]
    public void Every_mistake_is_reported_and_none_shows_a_key()
    {
        const string half = "AAECAwQFBgcICQoLDA0ODw==";
        var mistakes = Read(
            ("Journal:Encryption:Keys:0:Id", Key), ("Journal:Encryption:Keys:0:Value", "first"),
            ("Journal:Encryption:Keys:1:Id", "a"), ("Journal:Encryption:Keys:1:Value", half),
            ("Journal:Encryption:Keys:2:Id", "b"), ("Journal:Encryption:Keys:2:Value", Key),
            ("Journal:Encryption:Keys:3:Id", "b"), ("Journal:Encryption:Keys:3:Value", Key),
            ("Journal:Encryption:Keys:4:Value", Key),
            ("Journal:SegmentBytes", "x")).Mistakes;
        Assert.Equal(
            [
                "Webhooks:Journal:Encryption:Keys:0:Id", "Webhooks:Journal:Encryption:Keys:0:Value", "Webhooks:Journal:Encryption:Keys:1:Value",
                "Webhooks:Journal:Encryption:Keys:3:Id", "Webhooks:Journal:Encryption:Keys:4:Id", "Webhooks:Journal:SegmentBytes",
            ],
            mistakes.Select(mistake => mistake.Split(' ')[0]).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(mistakes, mistake => mistake.Contains(Key, StringComparison.Ordinal) || mistake.Contains(half, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_connection_string_there_is_no_database_and_with_one_its_lease_is_half_a_minute()
    {
        Assert.Null(Read(("PostgreSql:Lease", "00:01:00")).Settings.PostgreSql);
        var (settings, mistakes) = Read(("PostgreSql:ConnectionString", "Host=db;Password=hunter2"), ("Ledger:RejectionsKept", "9"));
        Assert.Empty(mistakes);
        Assert.Equal(("Host=db;Password=hunter2", TimeSpan.FromSeconds(30), 9), (settings.PostgreSql?.ConnectionString, settings.PostgreSql?.Lease, settings.PostgreSql?.RejectionsKept));
        Assert.DoesNotContain("hunter2", $"{settings.PostgreSql}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hunter2")]
    [InlineData("Password=hunter2")]
    [InlineData("Host=db;Password=hunter2;Nonsense=1")]
    [InlineData("Host=db;Password=hunter2;Port=many")]
    public void What_is_no_connection_string_is_a_mistake_that_does_not_show_it(string text)
    {
        var mistakes = Read(("PostgreSql:ConnectionString", text), ("PostgreSql:Lease", "00:00:01"), ("PostgreSql:Leese", "1")).Mistakes;
        Assert.Equal(
            ["Webhooks:PostgreSql:ConnectionString", "Webhooks:PostgreSql:Lease", "Webhooks:PostgreSql:Leese"],
            mistakes.Select(mistake => mistake.Split(' ')[0]).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(mistakes, mistake => mistake.Contains("hunter2", StringComparison.Ordinal));
    }

    private static (StorageSettings Settings, List<string> Mistakes) Read(params (string Name, string Value)[] values)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(value => KeyValuePair.Create($"Webhooks:{value.Name}", (string?)value.Value)))
            .Build();
        var mistakes = new List<string>();
        return (StorageSettings.Read(configuration, mistakes), mistakes);
    }
}
