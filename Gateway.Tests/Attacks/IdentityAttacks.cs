using System.Net;
using System.Text;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Attacks;

internal static class IdentityAttacks
{
    [Attack(28)]
    public static async Task Sending_the_same_again_and_again(Target target)
    {
        var delivery = new Delivery();
        await target.AcceptsAsync(delivery.Signed());
        await target.KnowsAsync([.. Enumerable.Range(0, 20).Select(_ => delivery.Signed())]);
    }

    [Attack(30)]
    public static async Task Sending_the_same_hours_and_weeks_later(Target target)
    {
        var delivery = new Delivery();
        await target.AcceptsAsync(delivery.Signed());
        foreach (var later in new[] { TimeSpan.FromHours(1), TimeSpan.FromHours(24), TimeSpan.FromHours(47), TimeSpan.FromDays(27) })
        {
            target.Clock.Advance(later);
            await target.KnowsAsync(delivery.Signed());
        }
    }

    [Attack(32)]
    public static async Task Using_up_the_ids_of_another_hook(Target target)
    {
        var delivery = new Delivery();
        await target.AcceptsAsync(delivery.Signed());
        await target.AcceptsAsync((delivery with { Hook = "4712" }).Signed());
    }

    [Attack(32)]
    public static async Task Using_up_the_ids_of_another_source(Target target)
    {
        var delivery = new Delivery();
        await target.AcceptsAsync(delivery.Signed());
        await target.AcceptsAsync((delivery with { Source = "rotated" }).Signed());
        await target.AcceptsAsync((delivery with { Source = "tenant", Secret = GatewayApp.OtherSecret }).Signed());
    }

    [Attack(28)]
    public static async Task Writing_the_same_id_in_other_letters(Target target)
    {
        var delivery = new Delivery { Guid = "0a1b2c3d-aaaa-bbbb-cccc-" + Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(6)) };
        await target.AcceptsAsync(delivery.Signed());
        await target.KnowsAsync((delivery with { Guid = delivery.Guid.ToUpperInvariant() }).Signed());
    }

    [Attack(34)]
    public static Task Sending_an_id_that_is_none(Target target)
    {
        var delivery = new Delivery();
        var none = delivery.Signed();
        none.Headers.Remove("X-GitHub-Delivery");
        return target.RefusesAsync(
            HttpStatusCode.BadRequest,
            none,
            (delivery with { Guid = " " }).Signed(),
            (delivery with { Guid = new string('a', 500) }).Signed(),
            (delivery with { Guid = "ünïcode" }).Signed());
    }

    [Attack(64)]
    public static async Task Counting_beyond_what_a_double_can_tell_apart(Target target)
    {
        var entities = new HashSet<string?>();
        foreach (var repository in new[] { 9_007_199_254_740_992, 9_007_199_254_740_993, long.MaxValue })
        {
            entities.Add((await target.AcceptsAsync(new Delivery { Body = Encoding.UTF8.GetBytes(Delivery.Push(repository)) }.Signed())).GetProperty("entity").GetString());
        }

        Assert.Equal(3, entities.Count);
    }

    [Attack(65)]
    public static async Task Sending_an_event_that_nobody_knows(Target target) =>
        Assert.Equal("settled", (await target.AcceptsAsync(new Delivery { Event = "event_of_tomorrow" }.Signed())).GetProperty("state").GetString());

    [Attack(64, 66, 68)]
    public static async Task Sending_a_signed_body_that_cannot_be_read(Target target)
    {
        string[] bodies =
        [
            "", "{", "[]", "null", "{\"repository\":null}", "{\"repository\":{\"id\":\"1\"}}", "{\"repository\":{\"id\":NaN}}",
            "{\"repository\":{\"id\":1,\"id\":2}}", "{\"__proto__\":{\"repository\":{\"id\":1}},\"$type\":\"System.IO.FileInfo\",\"$ref\":\"#\"}",
            "{\"ref\":\"\\ud800\",\"repository\":{\"id\":1e400}}", new string('[', 100_000),
        ];
        foreach (var body in bodies)
        {
            var delivery = new Delivery { Body = Encoding.UTF8.GetBytes(body) };
            Assert.Equal("settled", (await target.AcceptsAsync(delivery.Signed())).GetProperty("state").GetString());
            await target.KnowsAsync(delivery.Signed());
        }
    }

    [Attack(70)]
    public static async Task Renaming_a_repository(Target target)
    {
        var before = Delivery.Push(repository: 99);
        var after = before.Replace("Hello-World", "Goodbye", StringComparison.Ordinal).Replace("Codertocat", "somebody", StringComparison.Ordinal);
        var other = Delivery.Push(repository: 98);

        string?[] entities =
        [
            await EntityAsync(target, before), await EntityAsync(target, after), await EntityAsync(target, other),
        ];

        Assert.Equal(entities[0], entities[1]);
        Assert.NotEqual(entities[0], entities[2]);
    }

    private static async Task<string?> EntityAsync(Target target, string push) =>
        (await target.AcceptsAsync(new Delivery { Body = Encoding.UTF8.GetBytes(push) }.Signed())).GetProperty("entity").GetString();
}
