using System.Globalization;

namespace Webhooks.Storage.Journal;

/// <summary>File names of segments.</summary>
internal static class SegmentNames
{
    private const string Extension = ".segment";

    public static string PathOf(string directory, long number) =>
        Path.Combine(directory, number.ToString("D10", CultureInfo.InvariantCulture) + Extension);

    /// <summary>Numbers of the segments in a folder, ascending.</summary>
    public static List<long> List(string directory)
    {
        List<long> numbers = [];
        foreach (var file in Directory.EnumerateFiles(directory, "*" + Extension))
        {
            if (long.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && string.Equals(Path.GetFileName(PathOf(directory, number)), Path.GetFileName(file), StringComparison.Ordinal))
            {
                numbers.Add(number);
            }
        }

        numbers.Sort();
        return numbers;
    }
}
