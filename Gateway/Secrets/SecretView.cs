using System.Text.Json.Serialization;
using Webhooks.Gateway.Deliveries;
using Webhooks.Storage.Secrets;

namespace Webhooks.Gateway.Secrets;

/// <summary>One secret as the management API shows it.</summary>
internal sealed record SecretView
{
    public required string Source { get; init; }

    public required string Name { get; init; }

    public required string From { get; init; }

    public required DateTimeOffset? NotBefore { get; init; }

    public required DateTimeOffset? NotAfter { get; init; }

    /// <summary>False: its value could not be read yet, or only its use is remembered.</summary>
    public required bool IsLive { get; init; }

    public required DateTimeOffset Since { get; init; }

    public required DateTimeOffset? LastUsedAt { get; init; }

    public required long Uses { get; init; }

    public required bool SafeToRetire { get; init; }

    public required Retirement Retirement { get; init; }

    public static SecretView Of(SecretStatus status, SecretStatusReport report)
    {
        var retirement = SecretRetirement.Of(status, report, report.QuietPeriod, report.WrittenAt);
        return new SecretView
        {
            Source = status.Source,
            Name = status.Name,
            From = status.From,
            NotBefore = status.NotBefore,
            NotAfter = status.NotAfter,
            IsLive = status.IsLive,
            Since = status.Since,
            LastUsedAt = status.LastUsedAt,
            Uses = status.Uses,
            SafeToRetire = retirement.MayGo(),
            Retirement = retirement,
        };
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(CamelCaseEnum<Retirement>)])]
[JsonSerializable(typeof(List<SecretView>))]
internal sealed partial class SecretJson : JsonSerializerContext;
