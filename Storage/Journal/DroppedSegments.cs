using System.Globalization;
using System.Text;
using Webhooks.Storage.Durability;

namespace Webhooks.Storage.Journal;

/// <summary>
/// Which segments were removed on purpose, as ranges in a small text file: what is in it is gone because nobody needs it, what is not in it and is
/// missing is a loss.
/// </summary>
internal sealed class DroppedSegments
{
    private const string FileName = "dropped.txt";

    private readonly List<(long First, long Last)> _ranges;

    private DroppedSegments(List<(long First, long Last)> ranges) => _ranges = ranges;

    /// <exception cref="IOException">It cannot be read.</exception>
    public static DroppedSegments Read(string directory)
    {
        try
        {
            return new([.. File.ReadLines(Path.Combine(directory, FileName)).Select(Range).OfType<(long, long)>().Order()]);
        }
        catch (FileNotFoundException)
        {
            return new([]);
        }
    }

    public bool Contains(long number) => _ranges.Exists(range => number >= range.First && number <= range.Last);

    /// <summary>What was not dropped between two numbers, both included.</summary>
    public IEnumerable<(long First, long Last)> Missing(long first, long last)
    {
        foreach (var range in _ranges.Where(range => range.Last >= first && range.First <= last))
        {
            if (range.First > first)
            {
                yield return (first, range.First - 1);
            }

            first = range.Last + 1;
        }

        if (first <= last)
        {
            yield return (first, last);
        }
    }

    /// <summary>Says so durably, then removes the files; one caller at a time.</summary>
    /// <returns>How many bytes that freed.</returns>
    public static long Drop(string directory, IReadOnlyCollection<long> numbers)
    {
        var dropped = Read(directory);
        dropped._ranges.AddRange(numbers.Where(number => !dropped.Contains(number)).Distinct().Select(number => (number, number)).ToList());
        dropped.Save(directory);
        var freed = 0L;
        foreach (var file in numbers.Select(number => new FileInfo(SegmentNames.PathOf(directory, number))).Where(file => file.Exists))
        {
            freed += file.Length;
            file.Delete();
        }

        DurableFiles.FlushDirectory(directory);
        return freed;
    }

    private void Save(string directory)
    {
        _ranges.Sort();
        List<(long First, long Last)> merged = [];
        foreach (var (first, last) in _ranges)
        {
            if (merged is [.., var before] && first <= before.Last + 1)
            {
                merged[^1] = (before.First, Math.Max(before.Last, last));
            }
            else
            {
                merged.Add((first, last));
            }
        }

        var text = string.Concat(merged.Select(range => string.Create(CultureInfo.InvariantCulture, $"{range.First}-{range.Last}\n")));
        var path = Path.Combine(directory, FileName);
        using (var file = File.OpenHandle(path + ".new", FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(file, Encoding.ASCII.GetBytes(text), 0);
            DurableFiles.FlushData(file);
        }

        File.Move(path + ".new", path, overwrite: true);
        DurableFiles.FlushDirectory(directory);
    }

    private static (long First, long Last)? Range(string line)
    {
        var dash = line.IndexOf('-', StringComparison.Ordinal);
        return dash > 0
            && long.TryParse(line.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && long.TryParse(line.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var last)
                ? (first, last)
                : null;
    }
}
