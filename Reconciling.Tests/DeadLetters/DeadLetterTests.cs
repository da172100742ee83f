using System.Text;
using Webhooks.Activities;
using Webhooks.Contracts.Identities;
using Webhooks.Reconciling.Tests.Hosting;

namespace Webhooks.Reconciling.Tests.DeadLetters;

public sealed class DeadLetterTests : IAsyncLifetime
{
    private const string Secret = "what Event Grid repeats & more";
    private const string Topic = "/subscriptions/0000/resourceGroups/shop";

    private ReconcilerWorld world = null!; // Set by InitializeAsync, which the runner calls before any test.

    private string Folder => Path.Combine(world.Scratch, "dead-letters");

    public async Task InitializeAsync()
    {
        world = await ReconcilerWorld.StartAsync(
            ("Name", "hello"), ("Provider", "EventGrid"), ("Secrets:0:Value", Secret), ("EventGrid:SecretParameter", "code"));
        Directory.CreateDirectory(Folder);
        await world.StartWorkerAsync(("Webhooks:Sources:0:Reconcile:Folder", Folder));
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Dead_letters_are_delivered_without_what_Event_Grid_wrote_into_them_and_the_file_is_put_away()
    {
        Write("a/2026/11/20/9/one.json", $"[{Event("1")},{Event("2")}]");
        Write("two.json", CloudEvent("3"));

        var run = await world.RunAsync();

        Assert.Equal((3, 3, 0), (run.Counts.Checked, run.Counts.Requested, run.Counts.Lost));
        Assert.Equal(["done/a/2026/11/20/9/one.json", "done/two.json"], Files());
        foreach (var id in new[] { "1", "2", "3" })
        {
            var record = await FindAsync(id);
            Assert.NotNull(record);
        }

        var body = await BodyAsync("1");
        Assert.DoesNotContain("MaxDeliveryAttemptsExceeded", body, StringComparison.Ordinal);
        Assert.DoesNotContain("deliveryAttempts", body, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\"amount\":1.50", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_the_ledger_has_is_not_posted_again()
    {
        Write("one.json", $"[{Event("1")}]");
        await world.RunAsync();
        Write("again.json", $"[{Event("1", "2.50")},{Event("2")}]");

        var run = await world.RunAsync();

        Assert.Equal((2, 1), (run.Counts.Checked, run.Counts.Requested));
        var first = await FindAsync("1");
        Assert.Equal((0, false), (first!.DuplicateCount, first.HasConflict)); // Posted above.
        Assert.Equal(["done/again.json", "done/one.json"], Files());
    }

    [Theory]
    [InlineData("not json", "not-json")]
    [InlineData("[]", "no-events")]
    [InlineData("[1]", "not-events")]
    [InlineData("", "not-json")]
    [InlineData("""[{"id":"\ud800"}]""", "not-unicode")]
    public async Task A_poisoned_file_is_put_aside_with_an_alarm_and_the_others_go_on(string content, string fault)
    {
        Write("bad.json", content);
        Write("good.json", $"[{Event("1")}]");

        var run = await world.RunAsync();
        var next = await world.RunAsync();

        Assert.Equal([("bad.json", fault)], run.Lost.Select(each => (each.Identifier, each.Reason)));
        Assert.Equal(["done/good.json", "failed/bad.json"], Files());
        Assert.Equal(0, next.Counts.Lost);
        Assert.Single(world.LogLines, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("bad.json", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_put_aside_unread()
    {
        Write("big.json", $"[{Event("1")},\"{new string('x', 17 * 1024 * 1024)}\"]");

        Assert.Equal("too-large", Assert.Single((await world.RunAsync()).Lost).Reason);
        Assert.Equal(["failed/big.json"], Files());
    }

    [Fact]
    public async Task While_the_gateway_does_not_take_the_secret_the_file_stays()
    {
        await world.StopWorkerAsync();
        await world.StartWorkerAsync(("Webhooks:Sources:0:Secrets:0:Value", "another secret"));
        Write("one.json", $"[{Event("1")}]");

        var run = await world.RunAsync();

        Assert.Equal(ErrorTypes.Authentication, run.Failure);
        Assert.Equal(["one.json"], Files());
        Assert.DoesNotContain(world.LogLines, line => line.Contains("another", StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_the_gateway_is_away_the_file_stays_and_is_delivered_later()
    {
        await world.StopWorkerAsync();
        await world.StartWorkerAsync(("Webhooks:Reconciliation:GatewayAddress", "http://127.0.0.1:1"));
        Write("one.json", $"[{Event("1")}]");
        var away = await world.RunAsync();
        Assert.Equal(["one.json"], Files());

        await world.StopWorkerAsync();
        await world.StartWorkerAsync(("Webhooks:Reconciliation:GatewayAddress", world.Gateway.Address.ToString()));
        var back = await world.RunAsync();

        Assert.Equal((ErrorTypes.Unavailable, 1), (away.Failure, back.Counts.Requested));
        Assert.Equal(["done/one.json"], Files());
    }

    [Fact]
    public async Task A_file_that_may_still_be_written_is_left_alone()
    {
        // Younger than the run, whose clock is ahead of this machine's by the interval.
        Write("young.json", "[{\"id\"", age: -ReconcilerWorld.Interval);

        var run = await world.RunAsync();

        Assert.Equal(0, run.Counts.Lost);
        Assert.Equal(["young.json"], Files());
    }

    [Fact]
    public async Task A_link_out_of_the_folder_is_not_followed()
    {
        var outside = Path.Combine(world.Scratch, "outside.json");
        await File.WriteAllTextAsync(outside, $"[{Event("1")}]");
        File.SetLastWriteTimeUtc(outside, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-1));
        File.CreateSymbolicLink(Path.Combine(Folder, "link.json"), outside);

        var run = await world.RunAsync();

        Assert.Equal(0, run.Counts.Checked);
        Assert.True(File.Exists(outside));
    }

    [Fact]
    public async Task A_folder_that_is_a_link_out_of_the_folder_is_not_gone_into()
    {
        var outside = Directory.CreateDirectory(Path.Combine(world.Scratch, "outside")).FullName;
        var letter = Path.Combine(outside, "letter.json");
        await File.WriteAllTextAsync(letter, $"[{Event("1")}]");
        File.SetLastWriteTimeUtc(letter, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-1));
        Directory.CreateSymbolicLink(Path.Combine(Folder, "link"), outside);
        Write("inside.json", $"[{Event("2")}]");

        var run = await world.RunAsync();

        Assert.Equal(1, run.Counts.Checked);
        Assert.True(File.Exists(letter));
        Assert.Null(await FindAsync("1"));
        Assert.NotNull(await FindAsync("2"));
    }

    private static string Event(string id, string amount = "1.50") =>
        $$"""
        {"id":"{{id}}","topic":"{{Topic}}","subject":"orders/1","eventType":"Shop.Ordered","eventTime":"2026-11-20T09:00:00Z","dataVersion":"1",
        "metadataVersion":"1","data":{"amount":{{amount}} },"deadLetterReason":"MaxDeliveryAttemptsExceeded","deliveryAttempts":30,
        "lastDeliveryOutcome":"NotFound","lastHttpStatusCode":404,"publishTime":"2026-11-20T09:00:00Z","lastDeliveryAttemptTime":"2026-11-20T09:30:00Z"}
        """;

    private static string CloudEvent(string id) =>
        $$"""
        [{"id":"{{id}}","source":"{{Topic}}","specversion":"1.0","type":"Shop.Ordered","data":{"amount":1},"deadletterreason":"MaxDeliveryAttemptsExceeded",
        "deliveryattempts":6,"lastdeliveryoutcome":"NotFound","publishtime":"2026-11-20T09:00:00Z","lastdeliveryattempttime":"2026-11-20T09:30:00Z"}]
        """;

    private void Write(string path, string content, TimeSpan? age = null)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file) ?? Folder);
        File.WriteAllBytes(file, Encoding.UTF8.GetBytes(content));
        File.SetLastWriteTimeUtc(file, TimeProvider.System.GetUtcNow().UtcDateTime - (age ?? TimeSpan.FromMinutes(5)));
    }

    private IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file)).Order(StringComparer.Ordinal);

    private Task<Storage.Ledger.DeliveryRecord?> FindAsync(string id) => world.Gateway.FindAsync(DeliveryKey.EventGrid(null, "hello", Topic, id).DeliveryId);

    private async Task<string> BodyAsync(string id) => Encoding.UTF8.GetString((await world.Gateway.BodyAsync((await FindAsync(id))!)).Span); // Delivered above.
}
