using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using SystemSqlite;
using Webhooks.Benchmarks.Reporting;
using Webhooks.Benchmarks.Running;
using Webhooks.Storage.Ledger;

namespace Webhooks.Benchmarks.Measuring;

/// <summary>Does a delivery cost more when the ledger knows millions?</summary>
internal static class LargeLedger
{
    private const int BodyBytes = 8 * 1024;

    public static async Task MeasureAsync(Lab lab, Report report)
    {
        int[] rows = lab.Settings.Quick ? [0, 100_000] : [0, 1_000_000, 10_000_000];
        List<Subject> subjects = [];
        try
        {
            foreach (var count in rows)
            {
                var folder = lab.NewFolder();
                var took = await FillAsync(folder, count);
                await Console.Error.WriteLineAsync($"{Report.Number(count)} rows written in {took.TotalSeconds:0} s");
                subjects.Add(await lab.GatewayAsync($"{Report.Number(count)} rows", lab.StubAddress, folder));
            }

            var plan = lab.Plan(BodyBytes);
            await Rounds.WarmAsync(subjects, plan);
            var medians = await Rounds.MedianAsync(subjects, plan, lab.Settings.Rounds);
            report.Section("Large ledger", "Closed loop, 8 KB, signals to the stub; rows of settled deliveries that were written before.");
            report.Table(
                ["ledger", "accepted/s", "sustained/s", "p99 ms", "CPU µs a delivery", "RSS MB"],
                subjects.Zip(medians, (subject, median) => (string[])[subject.Name, .. new[] { median.AcceptRate, median.SustainedRate, median.P99, median.Micros, median.Megabytes }.Select(Report.Number)]));
            report.Goal($"CPU a delivery at {subjects[^1].Name} against an empty ledger", medians[^1].Micros / medians[0].Micros, most: 1.1);
        }
        finally
        {
            foreach (var subject in subjects)
            {
                await subject.DisposeAsync();
            }
        }
    }

    /// <summary>Straight into the tables: identities spread evenly as hashes are, in their order so that no page is written twice.</summary>
    private static async Task<TimeSpan> FillAsync(string folder, int count)
    {
        var began = Stopwatch.GetTimestamp();
        var path = Path.Combine(folder, "ledger.db");
        await using (await DeliveryLedger.OpenAsync(new LedgerOptions { Path = path }, TimeProvider.System, NullLogger.Instance, CancellationToken.None))
        {
            // Only the schema is wanted.
        }

        using var connection = SqliteConnections.Open(SqliteDatabase.File(path), SqliteSynchronous.Normal, cacheKibibytes: 256 * 1024);
        connection.CreateFunction("identity", (long number) => Identity(number, count));
        connection.Execute("PRAGMA synchronous=OFF; PRAGMA journal_mode=OFF");
        var number = count.ToString(CultureInfo.InvariantCulture);
        connection.Execute($"""
            WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {number})
            INSERT INTO deliveries (delivery_id, key, source, provider, event_name, entity, workflow_type, received_at, remote_address,
                segment, offset, length, sha256, event, run_id, signalled_at, outcome)
            SELECT identity(n), printf('github:github:1:00000000-0000-4000-8000-%012d', n), 'github', 'GitHub', 'push',
                printf('github/repository/%d', n / 20), 'GitHubRepositoryWorkflow', 638700000000000000 + n, '127.0.0.1', 0, n, 8192,
                zeroblob(32), zeroblob(250), '7d9f1c53-3e6b-4b0e-9d6c-000000000001', 638700000000000000 + n, 1
            FROM numbers WHERE {number} > 0;
            INSERT INTO outcomes SELECT delivery_id, 1, NULL, '[]', received_at FROM deliveries ORDER BY delivery_id;
            PRAGMA journal_mode=WAL;
            """);
        return Stopwatch.GetElapsedTime(began);
    }

    private static byte[] Identity(long number, int count)
    {
        var identity = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(identity, (ulong)number * (ulong.MaxValue / (ulong)(count + 1)));
        return identity;
    }
}
