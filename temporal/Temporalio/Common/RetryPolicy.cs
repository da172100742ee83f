using Google.Protobuf.WellKnownTypes;
using ProtoRetryPolicy = Temporalio.Api.Common.V1.RetryPolicy;

namespace Temporalio.Common;

/// <summary>How often and how fast the server tries again.</summary>
public record RetryPolicy
{
    public TimeSpan InitialInterval { get; set; } = TimeSpan.FromSeconds(1);

    public float BackoffCoefficient { get; set; } = 2.0F;

    /// <summary>Null: 100 times the initial interval.</summary>
    public TimeSpan? MaximumInterval { get; set; }

    /// <summary>Zero: no limit.</summary>
    public int MaximumAttempts { get; set; }

    public IReadOnlyCollection<string>? NonRetryableErrorTypes { get; set; }

    internal static RetryPolicy FromProto(ProtoRetryPolicy proto) => new()
    {
        InitialInterval = proto.InitialInterval?.ToTimeSpan() ?? TimeSpan.FromSeconds(1),
        BackoffCoefficient = (float)proto.BackoffCoefficient,
        MaximumInterval = proto.MaximumInterval?.ToTimeSpan(),
        MaximumAttempts = proto.MaximumAttempts,
        NonRetryableErrorTypes = proto.NonRetryableErrorTypes.Count == 0 ? null : [.. proto.NonRetryableErrorTypes],
    };

    internal ProtoRetryPolicy ToProto()
    {
        if (InitialInterval < TimeSpan.Zero || MaximumInterval < TimeSpan.Zero || MaximumAttempts < 0)
        {
            throw new ArgumentException("Intervals and attempts of a retry policy cannot be negative");
        }

        var proto = new ProtoRetryPolicy
        {
            InitialInterval = Duration.FromTimeSpan(InitialInterval),
            BackoffCoefficient = BackoffCoefficient,
            MaximumInterval = MaximumInterval is { } maximum ? Duration.FromTimeSpan(maximum) : null,
            MaximumAttempts = MaximumAttempts,
        };
        proto.NonRetryableErrorTypes.AddRange(NonRetryableErrorTypes ?? []);
        return proto;
    }
}
