using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace Webhooks.Benchmarks.Load;

/// <summary>
/// An open loop's clock: says when each request is due, whether earlier ones were answered or not. Latency counts from there, so a server that
/// stalls pays for everybody who would have come meanwhile. A thread of its own sleeps, because timers of the runtime are a millisecond late.
/// </summary>
internal static class Pace
{
    private const int LeastNanoseconds = 20_000;

    public static ChannelReader<long> Start(double rate, double seconds)
    {
        var due = Channel.CreateUnbounded<long>(new UnboundedChannelOptions { SingleWriter = true });
        new Thread(() => Run(rate, seconds, due.Writer)) { IsBackground = true, Name = "pace" }.Start();
        return due.Reader;
    }

    private static void Run(double rate, double seconds, ChannelWriter<long> due)
    {
        var began = Stopwatch.GetTimestamp();
        var step = Stopwatch.Frequency / rate;
        var count = (long)(rate * seconds);
        for (var i = 0L; i < count; i++)
        {
            var at = began + (long)(i * step);
            for (var early = at - Stopwatch.GetTimestamp(); early > 0; early = at - Stopwatch.GetTimestamp())
            {
                var pause = new TimeSpec { Nanoseconds = (nint)Math.Clamp(early * 1_000_000_000 / Stopwatch.Frequency, LeastNanoseconds, 999_999_999) };
                _ = NanoSleep(pause, 0);
            }

            due.TryWrite(at);
        }

        due.Complete();
    }

    [DllImport("libc", EntryPoint = "nanosleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NanoSleep(in TimeSpec time, nint remaining);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
