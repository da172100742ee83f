using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Webhooks.Contracts.Identities;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Receiving;

namespace Webhooks.Gateway.Tests.Attacks.Flaws;

/// <summary>Receivers that take one thing for another.</summary>
internal static class IdentityFlaws
{
    public static Flaw Knows_a_delivery_by_its_guid_alone => Keyed(
        nameof(IdentityAttacks.Using_up_the_ids_of_another_hook), (_, guid, _) => DeliveryKey.From(null, "github", "", guid));

    public static Flaw Leaves_the_source_out_of_the_key => Keyed(
        nameof(IdentityAttacks.Using_up_the_ids_of_another_source), (request, guid, _) => DeliveryKey.From(null, "github", Header(request, "X-GitHub-Hook-ID"), guid));

    public static Flaw Minds_the_case_of_an_id => Keyed(
        nameof(IdentityAttacks.Writing_the_same_id_in_other_letters),
        (request, guid, source) => DeliveryKey.From(source.Tenant, "github", $"{source.Name}:{Header(request, "X-GitHub-Hook-ID")}", guid));

    public static Flaw Takes_what_it_cannot_read_for_something_new => Keyed(
        nameof(IdentityAttacks.Sending_a_signed_body_that_cannot_be_read),
        (request, guid, source) => DeliveryKey.From(source.Tenant, "github", source.Name, request.ContentLength < 200 ? $"{Guid.NewGuid()}" : guid));

    public static Flaw Names_a_repository_by_its_name => GitHub(nameof(IdentityAttacks.Renaming_a_repository), (_, body, delivery) =>
        delivery with { Entity = EntityId.GitHubHook(null, Text(body, "owner", "login") + Text(body, "name")) });

    public static Flaw Counts_in_doubles => GitHub(nameof(IdentityAttacks.Counting_beyond_what_a_double_can_tell_apart), (_, _, delivery) =>
        delivery.Entity is { } entity && long.TryParse(entity.Value.Split('/')[^1], CultureInfo.InvariantCulture, out var id)
            ? delivery with { Entity = EntityId.GitHubRepository(null, (long)Math.Min((double)id, 9e18)) }
            : delivery);

    public static Flaw Refuses_what_it_cannot_read => Ending(
        nameof(IdentityAttacks.Sending_a_signed_body_that_cannot_be_read), delivery => delivery.SettledAs?.Kind == Contracts.Deliveries.OutcomeKind.Quarantined);

    public static Flaw Refuses_what_it_does_not_know => Ending(
        nameof(IdentityAttacks.Sending_an_event_that_nobody_knows), delivery => delivery.SettledAs?.Reason == "unsupported-event");

    public static Flaw Makes_up_an_id_where_there_is_none => new()
    {
        KilledBy = nameof(IdentityAttacks.Sending_an_id_that_is_none),
        Before = (context, next) =>
        {
            if (!Tokens.IsToken(context.Request.Headers["X-GitHub-Delivery"], 128, out _) && context.Request.Path == "/webhooks/hello")
            {
                context.Request.Headers["X-GitHub-Delivery"] = $"{Guid.NewGuid()}";
            }

            return next(context);
        },
    };

    /// <summary>Every de-duplication window that is counted in hours.</summary>
    public static Flaw Forgets_what_it_knew_after_a_day => new()
    {
        KilledBy = nameof(IdentityAttacks.Sending_the_same_hours_and_weeks_later),
        Store = (store, services) => new ForgetfulStore(store, services),
    };

    public static Flaw Takes_a_retry_for_a_new_delivery => Jira(nameof(TokenAttacks.Retrying_as_Jira_does), (request, _, delivery) =>
        delivery with { Key = DeliveryKey.OfReplay(delivery.Key.Value, $"{Header(request, "X-Atlassian-Webhook-Retry")}.") });

    public static Flaw Names_a_ticket_by_its_key => Jira(nameof(TokenAttacks.Moving_a_ticket), (_, body, delivery) =>
        delivery with { Entity = EntityId.GitHubHook(null, JsonDocument.Parse(body).RootElement.GetProperty("issue").GetProperty("key").GetString() ?? "") });

    private static Flaw Keyed(string killedBy, Func<HttpRequest, string, Source, DeliveryKey> key) => new()
    {
        KilledBy = killedBy,
        Steps = steps => steps with
        {
            GitHub = steps.GitHub with
            {
                Identify = (request, body, source) => Each(
                    steps.GitHub.Identify(request, body, source),
                    delivery => delivery with { Key = key(request, Header(request, "X-GitHub-Delivery"), source) }),
            },
        },
    };

    private static Flaw GitHub(string killedBy, Func<HttpRequest, ReadOnlyMemory<byte>, Identification, Identification> change) => new()
    {
        KilledBy = killedBy,
        Steps = steps => steps with
        {
            GitHub = steps.GitHub with
            {
                Identify = (request, body, source) => Each(steps.GitHub.Identify(request, body, source), delivery => change(request, body, delivery)),
            },
        },
    };

    private static Flaw Jira(string killedBy, Func<HttpRequest, ReadOnlyMemory<byte>, Identification, Identification> change) => new()
    {
        KilledBy = killedBy,
        Steps = steps => steps with
        {
            Jira = steps.Jira with
            {
                Identify = (request, body, source) => Each(steps.Jira.Identify(request, body, source), delivery => change(request, body, delivery)),
            },
        },
    };

    private static Flaw Ending(string killedBy, Func<Identification, bool> refuses) => new()
    {
        KilledBy = killedBy,
        Steps = steps => steps with
        {
            GitHub = steps.GitHub with
            {
                Identify = (request, body, source) => steps.GitHub.Identify(request, body, source) is var reading && reading.Deliveries.Any(refuses)
                    ? ReceiveProblem.EventNameInvalid
                    : reading,
            },
        },
    };

    private static Reading Each(Reading reading, Func<Identification, Identification> change) =>
        reading with { Deliveries = [.. reading.Deliveries.Select(change)] };

    private static string Header(HttpRequest request, string name) => request.Headers[name].ToString();

    private static string Text(ReadOnlyMemory<byte> body, params string[] path) =>
        path.Aggregate(JsonDocument.Parse(body).RootElement.GetProperty("repository"), (at, name) => at.GetProperty(name)).GetString() ?? "";
}
