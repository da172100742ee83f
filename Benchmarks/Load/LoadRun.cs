using System.Diagnostics;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Webhooks.Benchmarks.Load;

/// <summary>Carries out one <see cref="LoadPlan"/>.</summary>
internal sealed class LoadRun(LoadPlan plan)
{
    /// <summary>Room for what is prepared, so that large bodies are fewer.</summary>
    private const int PreparedBytes = 24 * 1024 * 1024;
    private const int MostPerConnection = 8;

    private readonly List<(long End, long Took)> accepted = [];
    private readonly Lock gate = new();
    private long next = -1;
    private long failed;
    private string? failure;

    public async Task<LoadResult> RunAsync()
    {
        var connections = Prepare();
        await Task.WhenAll(connections.Select(connection => connection.ConnectAsync()));
        var began = Stopwatch.GetTimestamp();
        var due = plan.Rate is { } rate ? Pace.Start(rate, plan.Seconds) : null;
        await Task.WhenAll(connections.Select(connection => due is null ? ClosedAsync(connection, began) : OpenAsync(connection, due)));
        foreach (var connection in connections)
        {
            connection.Dispose();
        }

        return Result(began, Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    private List<LoadConnection> Prepare()
    {
        var each = Math.Clamp(PreparedBytes / plan.Connections / plan.BodyBytes, 1, MostPerConnection);
        return
        [
            .. Enumerable.Range(0, plan.Connections).Select(connection => new LoadConnection(
                plan.Port,
                [.. Enumerable.Range(0, each).Select(part => new PreparedDelivery(PushBody.Create((connection * each) + part, plan.BodyBytes), plan.Secret))])),
        ];
    }

    private async Task ClosedAsync(LoadConnection connection, long began)
    {
        var goesOn = true;
        while (goesOn && Stopwatch.GetElapsedTime(began).TotalSeconds < plan.Seconds)
        {
            goesOn = await TrySendAsync(connection, Stopwatch.GetTimestamp());
        }
    }

    private async Task OpenAsync(LoadConnection connection, ChannelReader<long> due)
    {
        await foreach (var at in due.ReadAllAsync())
        {
            if (!await TrySendAsync(connection, at))
            {
                return;
            }
        }
    }

    private async Task<bool> TrySendAsync(LoadConnection connection, long due)
    {
        var number = Interlocked.Increment(ref next);
        if (number >= plan.MaximumDeliveries)
        {
            return false;
        }

        try
        {
            var status = await connection.SendAsync(plan.FirstDelivery + number);
            var end = Stopwatch.GetTimestamp();
            lock (gate)
            {
                if (status is >= 200 and < 300)
                {
                    accepted.Add((end, end - due));
                }
                else
                {
                    Fail($"status {status}");
                }
            }

            return true;
        }
        catch (Exception broken) when (broken is IOException or SocketException)
        {
            Fail(broken.Message);
            return false;
        }
    }

    private void Fail(string what)
    {
        Interlocked.Increment(ref failed);
        Interlocked.CompareExchange(ref failure, what, null);
    }

    private LoadResult Result(long began, double seconds)
    {
        var took = accepted.Select(one => one.Took).Order().ToArray();
        var bySecond = new long[(int)Math.Ceiling(seconds)];
        foreach (var (end, _) in accepted)
        {
            bySecond[(int)Stopwatch.GetElapsedTime(began, end).TotalSeconds]++;
        }

        return new LoadResult
        {
            Accepted = took.Length,
            Failed = failed,
            Failure = failure,
            Seconds = seconds,
            P50 = At(0.5),
            P99 = At(0.99),
            BySecond = bySecond,
        };

        double At(double share) => took.Length == 0 ? 0 : took[(int)(share * (took.Length - 1))] * 1000.0 / Stopwatch.Frequency;
    }
}
