using System.Globalization;

namespace Webhooks.Benchmarks.Running;

/// <summary>What a process has used, from <c>/proc</c>.</summary>
internal static class Machine
{
    /// <summary>USER_HZ: the kernel reports in hundredths of a second, whatever its own clock.</summary>
    private const double TicksPerSecond = 100;

    public static double ProcessorSeconds(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        // The name, in parentheses, may hold blanks; utime and stime are the 14th and 15th field of all.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    /// <param name="process">Its id.</param>
    /// <param name="field"><c>VmRSS</c> for now, <c>VmHWM</c> for the most so far.</param>
    public static double Megabytes(int process, string field)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(field + ":", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Split('\t')[^1], CultureInfo.InvariantCulture) / 1024.0;
    }
}
