using System.Diagnostics.Metrics;
using System.Text.Json;
using Webhooks.Contracts;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.Entities;
using Webhooks.Workflows.Deployments;
using Webhooks.Workflows.Entities;
using Webhooks.Workflows.GitHub;
using Webhooks.Workflows.Jira;
using Webhooks.Workflows.Tests.GitHub;

namespace Webhooks.Workflows.Tests.Entities;

/// <summary>What the gateway starts workflows with when the waits are configured.</summary>
public sealed class EntityStartTests(RepositoryWorld world) : IClassFixture<RepositoryWorld>
{
    private static readonly EntityStart Other = new()
    {
        Patience = TimeSpan.FromSeconds(10),
        GapPeriod = TimeSpan.FromHours(1),
        RequestPatience = TimeSpan.FromSeconds(20),
        QuietPeriod = TimeSpan.FromSeconds(30),
    };

    [Fact]
    public void Every_workflow_finds_what_concerns_it()
    {
        var repository = As<RepositoryCarry>(Other);
        Assert.Equal((Other.Patience, Other.GapPeriod, Other.QuietPeriod), (repository.Patience, repository.GapPeriod, repository.QuietPeriod));
        var deployment = As<DeploymentCarry>(Other);
        Assert.Equal((Other.RequestPatience, Other.QuietPeriod), (deployment.RequestPatience, deployment.QuietPeriod));
        Assert.Equal(Other.QuietPeriod, As<TicketCarry>(Other).QuietPeriod);
    }

    [Fact]
    public void What_is_started_with_the_defaults_is_started_with_nothing()
    {
        Assert.Equal(JsonSerializer.Serialize(new RepositoryCarry()), JsonSerializer.Serialize(As<RepositoryCarry>(new())));
        Assert.Equal(JsonSerializer.Serialize(new DeploymentCarry()), JsonSerializer.Serialize(As<DeploymentCarry>(new())));
        Assert.Equal(JsonSerializer.Serialize(new TicketCarry()), JsonSerializer.Serialize(As<TicketCarry>(new())));
    }

    [Fact]
    public async Task A_push_waits_as_long_as_is_configured_over_continued_runs_too_and_the_gap_is_counted()
    {
        using var counted = new Remarks(world.Metrics.Meter);
        var repository = world.Repository();
        var (first, later) = (await repository.StepAsync(1, 2), await repository.StepAsync(3, 4));
        await world.DeliverAsync(WorkflowNames.GitHubRepository, first, Other with { QuietPeriod = TimeSpan.FromMinutes(1) });
        await world.OutcomeAsync(first.DeliveryId);
        var begun = await world.Environment.GetCurrentTimeAsync();
        await repository.DeliverAsync(later);
        await repository.HeldAsync(1);
        await world.Environment.DelayAsync(Other.Patience + TimeSpan.FromSeconds(1));

        Assert.Equal((OutcomeKind.Handled, "after-gap"), Short(await world.OutcomeAsync(later.DeliveryId)));
        Assert.InRange(await world.Environment.GetCurrentTimeAsync() - begun, TimeSpan.Zero, EntityStart.DefaultPatience - TimeSpan.FromSeconds(1));
        Assert.Equal(1, counted["after-gap"]);
        Assert.Equal(1, counted["none"]);
    }

    [Fact]
    public async Task A_push_that_need_not_wait_at_all_does_not()
    {
        var repository = world.Repository();
        var (first, later) = (await repository.StepAsync(1, 2), await repository.StepAsync(3, 4));
        await world.DeliverAsync(WorkflowNames.GitHubRepository, first, Other with { Patience = TimeSpan.Zero, QuietPeriod = TimeSpan.FromMinutes(1) });
        await world.OutcomeAsync(first.DeliveryId);
        await repository.DeliverAsync(later);
        Assert.Equal((OutcomeKind.Handled, "after-gap"), Short(await world.OutcomeAsync(later.DeliveryId)));
    }

    private static T As<T>(EntityStart start)
        where T : EntityCarry => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(start)) ?? throw new InvalidOperationException("It is something.");

    private static (OutcomeKind Kind, string? Reason) Short(Outcome outcome) => (outcome.Kind, outcome.Reason);

    /// <summary>How often each remark was counted.</summary>
    private sealed class Remarks : IDisposable
    {
        private readonly MeterListener listener = new();
        private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);

        public Remarks(Meter meter)
        {
            listener.InstrumentPublished = (instrument, published) =>
            {
                if (ReferenceEquals(instrument.Meter, meter))
                {
                    published.EnableMeasurementEvents(instrument);
                }
            };
            listener.SetMeasurementEventCallback<long>((_, measured, tags, _) =>
            {
                foreach (var tag in tags)
                {
                    if (tag is { Key: "remark", Value: string remark })
                    {
                        lock (counts)
                        {
                            counts[remark] = counts.GetValueOrDefault(remark) + measured;
                        }
                    }
                }
            });
            listener.Start();
        }

        public long this[string remark]
        {
            get
            {
                lock (counts)
                {
                    return counts.GetValueOrDefault(remark);
                }
            }
        }

        public void Dispose() => listener.Dispose();
    }
}
