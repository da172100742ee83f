using Temporal.Grpc;
using Temporal.Server.Engine;
using ScheduleRange = Temporalio.Api.Schedule.V1.Range;

namespace Temporal.Server.Schedules.Times;

/// <summary>One field of a calendar: which values it may have, how they are named, and what is meant when nothing is said.</summary>
internal sealed record CalendarField(string Name, int Minimum, int Maximum)
{
    private const int MostRanges = 100;

    private static readonly string[] MonthNames =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    private static readonly string[] DayNames = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    public static readonly CalendarField Second = new("second", 0, 59) { ZeroByDefault = true };
    public static readonly CalendarField Minute = new("minute", 0, 59) { ZeroByDefault = true };
    public static readonly CalendarField Hour = new("hour", 0, 23) { ZeroByDefault = true };
    public static readonly CalendarField DayOfMonth = new("day of month", 1, 31);
    public static readonly CalendarField Month = new("month", 1, 12) { ValueNames = MonthNames };
    public static readonly CalendarField DayOfWeek = new("day of week", 0, 6) { ValueNames = DayNames };
    public static readonly CalendarField Year = new("year", 2000, 2100) { EmptyMeansAll = true };

    public bool ZeroByDefault { get; private init; }

    /// <summary>All values are written as no range at all.</summary>
    public bool EmptyMeansAll { get; private init; }

    private string[] ValueNames { get; init; } = [];

    /// <summary>Sunday has two numbers on input, 0 and 7.</summary>
    private int InputMaximum => this == DayOfWeek ? 7 : Maximum;

    /// <summary>Reads <c>*</c>, <c>a</c>, <c>a-b</c>, each also with <c>/step</c>, and lists of them separated by commas.</summary>
    public IReadOnlyList<ScheduleRange> Parse(string text)
    {
        text = text.Trim();
        if (text.Length == 0)
        {
            return Canonical([]);
        }

        var parts = text.Split(',');
        if (parts.Length > MostRanges)
        {
            throw Fault("too many ranges");
        }

        return parts.Length == 1 && parts[0] is "*" or "?" ? All() : Canonical(parts.Select(ParseRange));
    }

    /// <summary>Fills in what is left out, and checks.</summary>
    public IReadOnlyList<ScheduleRange> Canonical(IEnumerable<ScheduleRange> ranges)
    {
        var filled = ranges.Take(MostRanges + 1).SelectMany(Fill).ToList();
        if (filled.Count > MostRanges)
        {
            throw Fault("too many ranges");
        }

        return filled.Count > 0 ? filled : ZeroByDefault ? [Range(0, 0, 1)] : All();
    }

    /// <summary>Whether each value, counted from the minimum, is in one of the ranges.</summary>
    public bool[] Matches(IReadOnlyCollection<ScheduleRange> canonical)
    {
        var matches = new bool[Maximum - Minimum + 1];
        foreach (var range in canonical)
        {
            for (var value = range.Start; value <= range.End; value += range.Step)
            {
                matches[value - Minimum] = true;
            }
        }

        if (canonical.Count == 0)
        {
            Array.Fill(matches, value: true);
        }

        return matches;
    }

    private static ScheduleRange Range(int start, int end, int step) => new() { Start = start, End = end, Step = step };

    private IReadOnlyList<ScheduleRange> All() => EmptyMeansAll ? [] : [Range(Minimum, Maximum, 1)];

    private ScheduleRange ParseRange(string text)
    {
        var (span, step) = Split(text, '/') is [var before, var after] ? (before, Number(after)) : (text, 0);
        if (step <= 0 && span.Length != text.Length)
        {
            throw Fault($"'{text}' has no valid step");
        }

        if (span.Trim() == "*")
        {
            return Range(Minimum, Maximum, Math.Max(step, 1));
        }

        var hasEnd = Split(span, '-') is [_, _];
        var ends = hasEnd ? Split(span, '-')! : [span];
        var start = Value(ends[0]);
        var end = hasEnd ? Value(ends[1]) : step > 0 ? Maximum : start;
        return end < start ? throw Fault($"'{text}' ends before it starts") : Range(start, end, Math.Max(step, 1));
    }

    private IEnumerable<ScheduleRange> Fill(ScheduleRange given)
    {
        var step = Math.Max(given.Step, 1);
        var end = Math.Max(given.End, given.Start);
        if (given.Step < 0 || given.Start < Minimum || end > InputMaximum)
        {
            throw Fault($"{given.Start}-{given.End}/{given.Step} is not within {Minimum} to {Maximum}");
        }

        if (end <= Maximum)
        {
            return [Range(given.Start, end, step)];
        }

        var sunday = (end - given.Start) % step == 0;
        IEnumerable<ScheduleRange> rest = given.Start <= Maximum ? [Range(given.Start, Maximum, step)] : [];
        return sunday ? [Range(Minimum, Minimum, 1), .. rest] : rest;
    }

    private int Value(string text)
    {
        text = text.Trim();
        var named = text.Length < 3 ? -1 : Array.FindIndex(ValueNames, name =>
            name.Equals(text, StringComparison.OrdinalIgnoreCase) || (text.Length == 3 && name.StartsWith(text, StringComparison.OrdinalIgnoreCase)));
        return named >= 0 ? named + Minimum : Number(text);
    }

    private int Number(string text) =>
        int.TryParse(text.Trim(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Fault($"'{text.Trim()}' is not a value");

    private string[]? Split(string text, char separator)
    {
        var parts = text.Split(separator);
        return parts.Length switch
        {
            1 => null,
            2 => parts,
            _ => throw Fault($"'{text}' is not a range"),
        };
    }

    private GrpcException Fault(string what) => Errors.InvalidArgument($"Invalid schedule spec: {Name}: {what}");
}
