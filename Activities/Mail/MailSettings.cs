using Microsoft.Extensions.Configuration;
using Webhooks.Activities.Configuration;

namespace Webhooks.Activities.Mail;

/// <summary>Section <c>Webhooks:Mail</c>.</summary>
public sealed record MailSettings
{
    private const string SectionName = "Webhooks:Mail";

    /// <summary>True when mails are sent; otherwise they are files of the outbox.</summary>
    public required bool IsSent { get; init; }

    /// <summary>Address of the mailbox that sends.</summary>
    public required string Sender { get; init; }

    internal static MailSettings Read(IConfiguration configuration, ICollection<string> mistakes)
    {
        var section = new SettingsSection(configuration.GetSection(SectionName), mistakes);
        var transport = section.Choice("Transport", "Outbox", "Graph");
        var isSent = transport == "Graph";
        var sender = isSent ? section.Required("Sender", "the mailbox that sends, because Transport is Graph") : section.Text("Sender");
        if (sender is { Length: > 0 } && !Envelope.IsAddress(sender))
        {
            mistakes.Add($"{section.Key("Sender")} '{sender}' is not an address of the form name@example.com.");
        }

        section.RefuseUnknown();
        return new MailSettings { IsSent = isSent, Sender = sender ?? "webhooks@localhost" };
    }
}
