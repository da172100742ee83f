using System.Net;
using Webhooks.Gateway.Forwarding;
using Webhooks.Gateway.Tests.Hosting;
using Webhooks.Storage.Journal;

namespace Webhooks.Gateway.Tests.Attacks;

/// <summary>Nobody attacks here but chance: the disk that fails, the answer that comes too early, the two that come at once.</summary>
internal static class StoringAttacks
{
    [Attack(29)]
    public static async Task Sending_the_same_many_times_at_once(Target target)
    {
        var delivery = new Delivery();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => target.SendAsync(delivery.Signed())));

        Assert.Single(answers, answer => answer == HttpStatusCode.Accepted);
        Assert.Equal(49, answers.Count(answer => answer == HttpStatusCode.OK));
        Assert.Single(await target.StoredAsync(), stored => stored.DeliveryId == delivery.Id);
    }

    [Attack(1, 36)]
    public static async Task Using_up_an_id_with_a_forged_delivery(Target target)
    {
        var delivery = new Delivery();
        await target.RefusesAsync(HttpStatusCode.Unauthorized, (delivery with { Secret = "guessed" }).Signed());
        await target.AcceptsAsync(delivery.Signed());
    }

    [Attack(39, 84)]
    public static async Task Delivering_while_the_disk_is_away(Target target)
    {
        var delivery = new Delivery();
        var response = await WhileAwayAsync(target, () => target.Client.SendAsync(delivery.Signed()));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.DoesNotContain(await target.StoredAsync(), stored => stored.DeliveryId == delivery.Id);
    }

    [Attack(36)]
    public static async Task Delivering_again_what_failed(Target target)
    {
        var delivery = new Delivery();
        await WhileAwayAsync(target, () => target.Client.SendAsync(delivery.Signed()));

        await target.AcceptsAsync(delivery.Signed());
        Assert.Single(await target.StoredAsync(), stored => stored.DeliveryId == delivery.Id);
        await target.KnowsAsync(delivery.Signed());
    }

    [Attack(72)]
    public static async Task Answering_before_the_disk_has_it(Target target)
    {
        var disk = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        target.Storage.Disk = disk.Task;
        try
        {
            var answer = target.Client.SendAsync(new Delivery().Signed());

            // What is answered without a look at the disk overtakes the held one: a whole other request is served in between.
            await target.RefusesAsync(HttpStatusCode.Unauthorized, new Delivery().Unsigned(), new Delivery().Unsigned(), new Delivery().Unsigned());
            Assert.False(answer.IsCompleted);
            disk.SetResult();
            Assert.Equal(HttpStatusCode.Accepted, (await answer).StatusCode);
        }
        finally
        {
            disk.TrySetResult();
            target.Storage.Disk = Task.CompletedTask;
        }
    }

    [Attack(72)]
    public static async Task Signalling_what_is_not_stored(Target target)
    {
        var lost = new Delivery();
        await WhileAwayAsync(target, () => target.Client.SendAsync(lost.Signed()));
        var kept = await target.AcceptsAsync(new Delivery().Signed());

        // The one behind it has reached Temporal, so the lost one would have, too.
        var id = RequestId(kept.GetProperty("deliveryId").GetString() ?? "");
        await Eventually.TrueAsync(() => target.Temporal.Calls.Any(call => call.RequestId == id), "the delivery that was stored is signalled");
        Assert.DoesNotContain(target.Temporal.Calls, call => call.RequestId == RequestId(lost.Id));
    }

    private static async Task<HttpResponseMessage> WhileAwayAsync(Target target, Func<Task<HttpResponseMessage>> act)
    {
        target.Storage.Trouble = new JournalUnavailableException("No space left on device");
        try
        {
            return await act();
        }
        finally
        {
            target.Storage.Trouble = null;
        }
    }

    private static string RequestId(string deliveryId) => EntitySignal.RequestIdOf(deliveryId);
}
