using Npgsql;
using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Ledger;
using Webhooks.Storage.PostgreSql;

namespace Webhooks.Storage.Tests.PostgreSql;

public sealed class PostgreSqlAcceptanceTests : IAsyncLifetime
{
    private TestDatabase _database = null!; // Set before each test by the runner.

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);

    [SkippableFact]
    public async Task Several_gateways_may_create_one_schema_at_once()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PostgreSqlStore.OpenAsync(_database)));
        Assert.True(await stores[0].AcceptAsync(1));
        foreach (var store in stores)
        {
            Assert.NotNull(await store.Ledger.FindAsync(Deliveries.Id(1), CancellationToken.None));
            await store.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task A_schema_of_a_newer_version_is_refused()
    {
        await using (await PostgreSqlStore.OpenAsync(_database))
        {
            await _database.ExecuteAsync("UPDATE webhooks_schema SET version = version + 1");
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => PostgreSqlStore.OpenAsync(_database));
        await Assert.ThrowsAsync<LedgerUnavailableException>(
            () => PostgreSqlLedger.ViewAsync(new() { ConnectionString = _database.ConnectionString }, CancellationToken.None));
    }

    [SkippableFact]
    public async Task Of_a_thousand_identical_deliveries_over_three_gateways_exactly_one_is_accepted()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => PostgreSqlStore.OpenAsync(_database)));
        var accepted = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => Task.Run(() => stores[i % 3].AcceptAsync(7))));
        Assert.Single(accepted, isNew => isNew);
        Assert.Equal(1L, await _database.ExecuteAsync("SELECT count(*) FROM deliveries JOIN bodies USING (sequence)"));
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task A_gateway_takes_no_sequence_while_another_is_still_committing()
    {
        await using var store = await PostgreSqlStore.OpenAsync(_database);
        await using var other = NpgsqlDataSource.Create(_database.ConnectionString);
        await using var connection = await other.OpenConnectionAsync();
        await using var committing = await connection.BeginTransactionAsync();

        // Shared, which only whoever wants it alone must wait for.
        await using var turn = new NpgsqlCommand($"SELECT pg_advisory_xact_lock_shared({PostgreSqlSchema.AcceptanceLock})", connection, committing);
        await turn.ExecuteNonQueryAsync();

        var accepting = store.AcceptAsync(1);
        while ((long)(await _database.ExecuteAsync("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"))! == 0) // A count is never null.
        {
            Assert.False(accepting.IsCompleted, "it did not wait for its turn");
        }

        Assert.False((bool)(await _database.ExecuteAsync("SELECT is_called FROM deliveries_sequence_seq"))!); // It is not null.

        await committing.CommitAsync();
        Assert.True(await accepting);
    }

    [SkippableFact]
    public async Task A_reader_that_has_seen_a_sequence_never_misses_an_earlier_one()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => PostgreSqlStore.OpenAsync(_database)));
        var accepting = Task.WhenAll(Enumerable.Range(0, 600).Select(i => Task.Run(() => stores[i % 3].AcceptAsync(i))));
        var (seen, cursor) = (0, 0L);
        while (seen < 600)
        {
            var page = await stores[0].Ledger.ListAsync(new() { After = cursor, Limit = 7 }, CancellationToken.None);
            seen += page.Count;
            cursor = page.Count > 0 ? page[^1].Sequence : cursor;
            Assert.True(page.Count > 0 || !accepting.IsCompleted || cursor < (long)(await _database.ExecuteAsync("SELECT max(sequence) FROM deliveries"))!, "a row appeared behind the cursor"); // Not null: there are rows.
        }

        await accepting;
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Bodies_come_back_as_they_were_received(bool isEncrypted)
    {
        IReadOnlyList<JournalKey> keys = isEncrypted ? [new("spring", new byte[JournalKey.Size])] : [];
        await using var store = await PostgreSqlStore.OpenAsync(_database, keys);
        byte[][] bodies = [[], Deliveries.Body(1), new byte[100_000], [.. Enumerable.Range(0, 3_000_000).Select(i => (byte)(i * i >> 5))]];
        for (var i = 0; i < bodies.Length; i++)
        {
            Assert.True(await store.AcceptAsync(Deliveries.Facts(i), bodies[i]));
        }

        for (var i = 0; i < bodies.Length; i++)
        {
            var payload = (await store.Ledger.FindAsync(Deliveries.Id(i), CancellationToken.None))!.Payload; // Not null: accepted above.
            Assert.Equal(bodies[i], await store.Payloads.ReadAsync(payload, CancellationToken.None));
            await Assert.ThrowsAsync<PayloadDamagedException>(() => store.Payloads.ReadAsync(payload with { Sha256 = new string('0', 64) }, CancellationToken.None));
        }

        Assert.Equal(isEncrypted, await _database.ExecuteAsync("SELECT position('\"number\":1' IN encode(stored, 'escape')) = 0 FROM bodies WHERE sequence = 2"));
        await Assert.ThrowsAsync<PayloadMissingException>(() => store.Payloads.ReadAsync(new(0, 999, 1, ""), CancellationToken.None));
        await Assert.ThrowsAsync<PayloadMissingException>(() => store.Payloads.ReadAsync(new(1, 1, 1, ""), CancellationToken.None));
    }

    [SkippableFact]
    public async Task While_the_database_is_away_nothing_is_accepted_and_afterwards_everything_is_again()
    {
        await using var store = await PostgreSqlStore.OpenAsync(_database);
        Assert.True(await store.AcceptAsync(1));
        await _database.CloseAsync();
        await Assert.ThrowsAsync<JournalUnavailableException>(() => store.AcceptAsync(2));
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => store.Ledger.FindAsync(Deliveries.Id(1), CancellationToken.None));
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => store.Ledger.SettleAsync(Deliveries.Id(1), new() { Kind = OutcomeKind.Handled }, Deliveries.Noon, CancellationToken.None));
        await _database.OpenAsync();
        Assert.True(await store.AcceptAsync(2));
        Assert.False(await store.AcceptAsync(1));
    }

    [SkippableFact]
    public async Task An_outcome_for_a_delivery_that_the_database_does_not_know_is_an_error_and_no_outcome()
    {
        await using var store = await PostgreSqlStore.OpenAsync(_database);
        await Assert.ThrowsAsync<LedgerUnavailableException>(
            () => store.Ledger.SettleAsync(Deliveries.Id(1), new() { Kind = OutcomeKind.Handled }, Deliveries.Noon, CancellationToken.None));
    }

    [SkippableFact]
    public async Task The_audit_passes_what_is_well_and_names_what_is_not()
    {
        await using var store = await PostgreSqlStore.OpenAsync(_database);
        for (var i = 0; i < 4; i++)
        {
            await store.AcceptAsync(i);
        }

        await store.Ledger.SettleAsync(Deliveries.Id(0), new() { Kind = OutcomeKind.Handled }, Deliveries.Noon, CancellationToken.None);
        var audit = new PostgreSqlAudit(store.Ledger);
        await audit.RunAsync(CancellationToken.None);
        Assert.Equal((4, 1, 3, 0), (audit.Accepted, audit.Settled, audit.PendingCount, audit.ViolationCount));

        await _database.ExecuteAsync("UPDATE deliveries SET workflow_type = NULL WHERE sequence = 2; DELETE FROM bodies WHERE sequence = 3; UPDATE bodies SET facts = 'x' WHERE sequence = 4");
        audit = new PostgreSqlAudit(store.Ledger);
        await audit.RunAsync(CancellationToken.None);
        Assert.Equal(new[] { 1, 2, 3 }.Select(Deliveries.Id), audit.Violations.Select(finding => finding.DeliveryId));
    }
}
