using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.GitHub;
using Webhooks.Workflows.Entities;
using Webhooks.Workflows.Ordering;

namespace Webhooks.Workflows.GitHub;

/// <summary>
/// The order of a repository's pushes, a chain a branch: a push begins where the one before it ended. Tags move once and have no chain.
/// </summary>
internal sealed class PushOrder(RepositoryCarry carried, EntityRun run)
{
    private const string Branches = "refs/heads/";
    private const int MaximumKnown = 2_000;

    private readonly Chains chains = new(carried.Chains);
    private readonly SeenDeliveries known = new(MaximumKnown, carried.KnownPushes);
    private HashSet<(string Ref, string After)> waiting = [];
    private (int Arrivals, int Waiting) waitingAt;
    private int marked = carried.GapsMarked;
    private int closed = carried.GapsClosed;

    public OrderState State => new()
    {
        Gaps = [.. chains.Gaps.Select(open => new OpenGap
        {
            Chain = open.Name,
            Missing = open.Gap.Missing,
            DeliveryId = open.Gap.Delivery.DeliveryId,
            Since = open.Gap.Since,
        })],
        GapsMarked = marked,
        GapsClosed = closed,
    };

    /// <returns>How long to wait for the push before this one; null when there is nothing to wait for.</returns>
    public TimeSpan? PatienceOf(DeliveryEvent delivery)
    {
        if (Ordered(delivery) is not { } push || Link(push) is { Before: null } or { After: null } or { Resets: true })
        {
            return null;
        }

        var link = Link(push);
        var chain = chains.Find(push.Ref);
        if (chain?.IsGapless(link) == true || known.Contains(Name(push)))
        {
            return null;
        }

        // It is here and may itself have to wait, which this one waits for too. Twice, and not for ever: bad data may name each other.
        if (push.Before != push.After && IsWaiting(push.Ref, push.Before))
        {
            return 2 * carried.Patience;
        }

        return chain?.Fits(link) != false ? null : carried.Patience;
    }

    /// <summary>Puts a push into its chain that was handled before this workflow was started.</summary>
    public void Recall(DeliveryEvent delivery) => Put(delivery, delivery.ReceivedAt);

    /// <summary>Puts a push that is about to be handled into its chain.</summary>
    public ChainChange Place(DeliveryEvent delivery, DateTimeOffset now)
    {
        var change = Put(delivery, now);
        marked += change.Opened is null ? 0 : 1;
        closed += change.Closed is null ? 0 : 1;
        return change;
    }

    /// <summary>How long nothing must happen before the workflow ends.</summary>
    public TimeSpan QuietPeriod(DateTimeOffset now)
    {
        var open = chains.Gaps.Select(each => each.Gap.Since + carried.GapPeriod - now).DefaultIfEmpty().Max();
        return open > carried.QuietPeriod ? open : carried.QuietPeriod;
    }

    public RepositoryCarry Carry(RepositoryCarry next) =>
        next with { Chains = chains.Carry(), KnownPushes = known.Carry(), GapsMarked = marked, GapsClosed = closed };

    private ChainChange Put(DeliveryEvent delivery, DateTimeOffset now)
    {
        if (Ordered(delivery) is not { } push)
        {
            return ChainChange.None;
        }

        var link = Link(push);
        if (!known.Add(Name(push)) && chains.Find(push.Ref)?.Continues(link) != true)
        {
            return ChainChange.None;
        }

        return chains.Add(push.Ref, link, delivery, now);
    }

    private bool IsWaiting(string reference, string after)
    {
        if (waitingAt != (run.Arrivals, run.Waiting.Count))
        {
            waitingAt = (run.Arrivals, run.Waiting.Count);
            waiting = [.. run.Waiting.Select(Ordered).OfType<GitHubPush>().Select(push => (push.Ref, push.After))];
        }

        return waiting.Contains((reference, after));
    }

    /// <summary>What cannot be read is for the handler to refuse, not for the order.</summary>
    private static GitHubPush? Ordered(DeliveryEvent delivery) =>
        delivery.Push is { Ref: { } name, Before: not null, After: not null } push && name.StartsWith(Branches, StringComparison.Ordinal) ? push : null;

    private static ChainLink Link(GitHubPush push) => new()
    {
        Before = push.Created || IsNone(push.Before) ? null : push.Before,
        After = push.Deleted || IsNone(push.After) ? null : push.After,
        Resets = push.Forced,
    };

    private static bool IsNone(string hash) => hash.All(digit => digit == '0');

    private static string Name(GitHubPush push) => $"{push.Before} {push.After} {push.Ref}";
}
