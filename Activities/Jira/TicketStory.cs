namespace Webhooks.Activities.Jira;

/// <summary>When a ticket was done and taken up again, read off its timeline.</summary>
public sealed record TicketStory
{
    /// <summary>The first event of the time for which it has been done. Null when it is not done, or when that event is not known.</summary>
    public TicketEvent? Completion { get; private init; }

    /// <summary>The first event after it was done last. Null when it is done, or when that event is not known.</summary>
    public TicketEvent? Reopening { get; private init; }

    public int TimesReopened { get; private init; }

    public static TicketStory Of(Ticket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        TicketEvent? completion = null;
        TicketEvent? reopening = null;
        var reopened = 0;
        bool? was = null;
        foreach (var happened in ticket.Timeline.Entries.Where(happened => happened.IsDone is not null))
        {
            if (happened.IsDone == true && was != true)
            {
                (completion, reopening) = (happened, null);
            }
            else if (happened.IsDone == false && was == true)
            {
                (completion, reopening) = (null, happened);
                reopened++;
            }

            was = happened.IsDone;
        }

        return new TicketStory { Completion = completion, Reopening = reopening, TimesReopened = reopened };
    }
}
