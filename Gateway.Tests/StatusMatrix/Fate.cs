namespace Webhooks.Gateway.Tests.StatusMatrix;

/// <summary>Sends one delivery while something is wrong, and goes on as the provider would until that is over.</summary>
internal sealed class Fate(Lab lab, FakeProvider provider, Cause cause)
{
    private static readonly TimeSpan Outage = TimeSpan.FromMinutes(15);
    private TimeSpan passed;
    private bool isOver;
    private int attempts;

    /// <returns>The first status, and what became of the delivery in the end: one cell of the table.</returns>
    public async Task<string> TellAsync()
    {
        var kept = (await lab.KeptAsync()).Count;
        var evidence = await lab.EvidenceAsync(provider);
        await cause.Begins(lab, provider);
        var first = await AttemptAsync();
        var last = first;
        if (cause.Repeats)
        {
            Assert.Equal(200, await AttemptAsync());
        }

        while (!provider.IsTaken(last) && provider.Wait(last, attempts) is { } wait)
        {
            Pass(wait);
            last = await AttemptAsync();
        }

        var isSentAgain = provider.IsTaken(last) && attempts > 1 && !cause.Repeats;
        Pass(Outage);
        var isAskedFor = !provider.IsTaken(last) && provider.SendsWhenAsked;
        if (isAskedFor)
        {
            last = await AttemptAsync();
        }

        var ids = (await lab.KeptAsync()).Skip(kept).ToList();
        Assert.Equal(provider.IsTaken(last) ? 1 : 0, ids.Count);
        var end = isAskedFor ? "on request"
            : isSentAgain ? "sent again"
            : provider.IsTaken(last) ? "stored"
            : await lab.EvidenceAsync(provider) > evidence ? "refused"
            : "dropped";
        return $"{first?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "–"} {end}";
    }

    private void Pass(TimeSpan span)
    {
        lab.Clock.Advance(span);
        passed += span;
        if (passed >= Outage && !isOver)
        {
            isOver = true;
            cause.Ends(lab, provider);
        }
    }

    private async Task<int?> AttemptAsync()
    {
        if (isOver)
        {
            return await lab.SendAsync(provider.Request(attempts++, new Spoiled()));
        }

        await cause.Lasts(lab, provider);
        var request = provider.Request(attempts++, cause.Spoils);
        if (cause.LosesRequest)
        {
            return null;
        }

        var status = await lab.SendAsync(request);
        return cause.LosesAnswer ? null : status;
    }
}
