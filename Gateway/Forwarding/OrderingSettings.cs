using Webhooks.Contracts.Entities;
using Webhooks.Storage.Configuration;

namespace Webhooks.Gateway.Forwarding;

/// <summary>Section <c>Webhooks:Ordering</c>, checked: how long the workflows wait for what may have been overtaken.</summary>
internal sealed class OrderingSettings
{
    private const string Section = "Webhooks:Ordering";

    private OrderingSettings(SettingsReader section)
    {
        var (hour, month) = (TimeSpan.FromHours(1), TimeSpan.FromDays(30));
        var start = new EntityStart
        {
            Patience = section.Duration("PushPatience", TimeSpan.Zero, hour) ?? EntityStart.DefaultPatience,
            GapPeriod = section.Duration("GapPeriod", TimeSpan.Zero, month) ?? EntityStart.DefaultGapPeriod,
            RequestPatience = section.Duration("RequestPatience", TimeSpan.Zero, hour) ?? EntityStart.DefaultRequestPatience,
            QuietPeriod = section.Duration("QuietPeriod", TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)) ?? EntityStart.DefaultQuietPeriod,
        };
        Start = start == new EntityStart() ? null : start;
        section.RefuseUnknown();
    }

    /// <summary>Null when everything is as the workflows have it anyway.</summary>
    public EntityStart? Start { get; }

    /// <summary>Adds every mistake, each naming key and value; with a mistake the settings must not be used.</summary>
    public static OrderingSettings Read(IConfiguration configuration, ICollection<string> mistakes) => new(new SettingsReader(configuration, Section, mistakes));
}
