using Webhooks.Cli.CommandLine;
using Webhooks.Contracts.Reports;

namespace Webhooks.Cli.Reports;

/// <summary>A period as somebody typed it.</summary>
/// <param name="Kind">Days have days' names, weeks weeks'.</param>
/// <param name="Name">Such as <c>2026-11-20</c> or <c>2026-W47</c>.</param>
/// <param name="First">The day, or the week's Monday.</param>
internal sealed record NamedPeriod(ReportKind Kind, string Name, DateOnly First)
{
    public string WorkflowId => ReportPeriod.WorkflowId(Kind, Name);

    /// <exception cref="CannotRunException">It is neither.</exception>
    public static NamedPeriod Read(string name) => Of(ReportKind.Daily, name) ?? Of(ReportKind.Weekly, name)
        ?? throw new CannotRunException($"'{name}' is neither a day such as 2026-11-20 nor a week such as 2026-W47.");

    /// <exception cref="CannotRunException">It is not of this kind.</exception>
    public static NamedPeriod Read(ReportKind kind, string name) => Of(kind, name) ?? throw new CannotRunException(kind switch
    {
        ReportKind.Daily => $"'{name}' is not a day such as 2026-11-20.",
        ReportKind.Weekly => $"'{name}' is not a week such as 2026-W47.",
    });

    /// <summary>From this one to another of its kind, both included.</summary>
    /// <exception cref="CannotRunException">The other is of another kind, or before this one.</exception>
    public IEnumerable<NamedPeriod> To(NamedPeriod last)
    {
        if (last.Kind != Kind || last.First < First)
        {
            throw new CannotRunException($"'{Name}' to '{last.Name}' is not a range of days or of weeks.");
        }

        return Range(last.First);
    }

    private static NamedPeriod? Of(ReportKind kind, string name) => ReportPeriod.First(kind, name) is { } first ? new NamedPeriod(kind, name, first) : null;

    private IEnumerable<NamedPeriod> Range(DateOnly last)
    {
        for (var day = First; day <= last; day = day.AddDays(Kind == ReportKind.Daily ? 1 : 7))
        {
            yield return new NamedPeriod(Kind, Kind == ReportKind.Daily ? ReportPeriod.Of(day) : ReportPeriod.OfWeek(day), day);
        }
    }
}
