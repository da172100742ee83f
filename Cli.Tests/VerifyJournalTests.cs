using System.Security.Cryptography;
using System.Text.Json;
using Webhooks.Storage.Journal;

namespace Webhooks.Cli.Tests;

public sealed class VerifyJournalTests
{
    [Fact]
    public async Task Finds_nothing_wrong_while_the_journal_is_written()
    {
        await using var data = await DataFolderFixture.CreateAsync();
        using var enough = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            var number = 0;
            while (!enough.IsCancellationRequested)
            {
                await data.AppendAsync(number++);
            }
        });
        for (var i = 0; i < 10; i++)
        {
            var run = await data.RunAsync("journal", "verify");
            Assert.True(run.ExitCode == 0, run.Output);
        }

        await enough.CancelAsync();
        await writing;
    }

    [Fact]
    public async Task Lists_every_damage_and_counts_the_rest()
    {
        await using var data = await DataFolderFixture.CreateAsync();
        var references = new List<Contracts.Deliveries.PayloadReference>();
        for (var i = 0; i < 10; i++)
        {
            references.Add(await data.AppendAsync(i));
        }

        Files.Flip(data.JournalFolder, references[2], 3);
        Files.Flip(data.JournalFolder, references[5], 60);
        var run = await data.RunAsync("journal", "verify");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("8 deliveries", run.Output, StringComparison.Ordinal);
        Assert.Matches($"1 +{references[2].Offset} .*header of a record", run.Output);
        Assert.Matches($"1 +{references[5].Offset} .*checksum", run.Output);
    }

    [Fact]
    public async Task A_segment_that_was_removed_is_damage_and_one_that_was_dropped_is_not()
    {
        await using var data = await DataFolderFixture.CreateAsync();
        await data.AppendAsync(1);
        await data.Journal.DisposeAsync();
        for (var i = 2; i < 5; i++)
        {
            await using var journal = await ReopenAsync(data);
            await journal.AppendAsync(new AcceptedDelivery
            {
                DeliveryId = DataFolderFixture.Id(i),
                Key = "k",
                Source = "main",
                Provider = Contracts.Deliveries.WebhookProvider.GitHub,
                EventName = "push",
                ReceivedAt = DataFolderFixture.Noon,
            }, DataFolderFixture.Body(i), default);
            await journal.DropAsync(i == 3 ? [1] : [], default);
        }

        Assert.Equal(0, (await data.RunAsync("journal", "verify")).ExitCode);
        File.Delete(Files.Segment(data.JournalFolder, 2));
        var run = await data.RunAsync("journal", "verify");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Segment 2 is missing.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_torn_tail_is_no_damage_unless_the_ledger_knows_what_was_there()
    {
        await using var data = await DataFolderFixture.CreateAsync();
        await data.AppendAsync(1);
        var last = await data.AppendAsync(2);
        Files.Flip(data.JournalFolder, last, 60);
        var torn = await data.RunAsync("journal", "verify");
        Assert.Equal(0, torn.ExitCode);
        Assert.Contains("unfinished write", torn.Output, StringComparison.Ordinal);
        Files.Flip(data.JournalFolder, last, 60);
        await data.IndexAsync();
        Files.Flip(data.JournalFolder, last, 60);
        var known = await data.RunAsync("journal", "verify");
        Assert.Equal(1, known.ExitCode);
        Assert.Contains("the ledger knows it", known.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Encrypted_bodies_are_checked_with_the_keys_of_the_configuration()
    {
        var value = RandomNumberGenerator.GetBytes(32);
        await using var data = await DataFolderFixture.CreateAsync(new JournalKey("spring", value));
        await data.AppendAsync(1);
        var without = await data.RunAsync("journal", "verify");
        Assert.Equal(1, without.ExitCode);
        Assert.Contains("key 'spring', which is not configured", without.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await VerifyAsync(data, Convert.ToBase64String(value))).ExitCode);
        var other = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var wrong = await VerifyAsync(data, other);
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("'spring'", wrong.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(other, wrong.Output + wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_in_the_configuration_is_told_and_nothing_is_read()
    {
        await using var data = await DataFolderFixture.CreateAsync();
        var run = await VerifyAsync(data, "c2hvcnQ=");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Webhooks:Journal:Encryption:Keys:0:Value", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("c2hvcnQ=", run.Error, StringComparison.Ordinal);
    }

    private static Task<DeliveryJournal> ReopenAsync(DataFolderFixture data) => DeliveryJournal.OpenAsync(
        new JournalOptions { Directory = data.JournalFolder }, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, default);

    private static async Task<CommandRun> VerifyAsync(DataFolderFixture data, string key)
    {
        var file = Path.Combine(data.Path, "gateway.json");
        var keys = new[] { new { Id = "spring", Value = key } };
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new { Webhooks = new { Journal = new { Encryption = new { Keys = keys } } } }));
        return await data.RunAsync("journal", "verify", "--config", file);
    }
}
