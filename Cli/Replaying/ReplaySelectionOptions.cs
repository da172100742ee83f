using System.CommandLine;
using System.Text.Json.Nodes;
using Webhooks.Cli.Output;
using Webhooks.Contracts.Deliveries;

namespace Webhooks.Cli.Replaying;

/// <summary>The options that say which deliveries.</summary>
internal sealed class ReplaySelectionOptions
{
    private readonly Option<string?> id = new("--id") { Description = "This one delivery.", HelpName = "ID" };
    private readonly Option<string?> source = new("--source") { Description = "Of this source.", HelpName = "NAME" };
    private readonly Option<WebhookProvider?> provider = new("--provider") { Description = "Of this provider." };
    private readonly Option<string?> eventName = new("--event") { Description = "Of this event.", HelpName = "NAME" };
    private readonly Option<string?> entity = new("--entity") { Description = "About this entity.", HelpName = "ID" };
    private readonly Option<DeliveryState?> state = new("--state") { Description = "In this state." };
    private readonly Option<OutcomeKind?> outcome = new("--outcome") { Description = "With this outcome." };
    private readonly Option<string?> outcomeReason = new("--outcome-reason") { Description = "With this rule or reason of the outcome.", HelpName = "NAME" };
    private readonly Option<string?> from = new("--from") { Description = "Received at this time or later, such as 2026-03-14T12:00:00Z.", HelpName = "TIME" };
    private readonly Option<string?> to = new("--to") { Description = "Received before this time.", HelpName = "TIME" };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[id, source, provider, eventName, entity, state, outcome, outcomeReason, from, to])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>As the body of <c>POST /api/replays</c>; whether it makes sense is for the gateway to say.</summary>
    public JsonObject Read(ParseResult parsed)
    {
        var filter = new JsonObject();
        Put(filter, "source", parsed.GetValue(source));
        Put(filter, "provider", parsed.GetValue(provider) is { } whose ? Names.Of(whose) : null);
        Put(filter, "event", parsed.GetValue(eventName));
        Put(filter, "entity", parsed.GetValue(entity));
        Put(filter, "state", parsed.GetValue(state) is { } where ? Names.Of(where) : null);
        Put(filter, "outcome", parsed.GetValue(outcome) is { } how ? Names.Of(how) : null);
        Put(filter, "outcomeReason", parsed.GetValue(outcomeReason));
        var request = new JsonObject();
        Put(request, "deliveryId", parsed.GetValue(id));
        Put(request, "from", parsed.GetValue(from));
        Put(request, "to", parsed.GetValue(to));
        if (filter.Count > 0)
        {
            request["filter"] = filter;
        }

        return request;
    }

    private static void Put(JsonObject json, string name, string? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }
}
