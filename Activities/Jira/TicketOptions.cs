using Microsoft.Extensions.Configuration;
using Webhooks.Storage.Configuration;

namespace Webhooks.Activities.Jira;

/// <summary>Section <c>Webhooks:Tickets</c>: when a ticket is done, beside what the category of its status says.</summary>
public sealed class TicketOptions
{
    public const string Section = "Webhooks:Tickets";

    private const int LongestName = 255;

    /// <summary>Names of statuses that mean it in whatever category they are. Case does not matter.</summary>
    public IReadOnlyList<string> DoneNames { get; init; } = TicketStatus.StandardDoneNames;

    /// <summary>Adds every mistake; with a mistake the options must not be used.</summary>
    public static TicketOptions Read(IConfiguration configuration, ICollection<string> mistakes)
    {
        var reader = new SettingsReader(configuration, Section, mistakes);
        List<string> names = [];
        foreach (var (key, value) in reader.Texts(nameof(DoneNames)))
        {
            if (value is null || value.Trim().Length == 0 || value.Length > LongestName || value.Any(char.IsControl))
            {
                mistakes.Add($"{key} '{value}' is not the name of a status: one line of 1 to {LongestName} characters.");
            }
            else
            {
                names.Add(value.Trim());
            }
        }

        reader.RefuseUnknown();
        return names.Count > 0 ? new TicketOptions { DoneNames = names } : new TicketOptions();
    }
}
