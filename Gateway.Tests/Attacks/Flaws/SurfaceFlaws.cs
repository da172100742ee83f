using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webhooks.Contracts.Identities;
using Webhooks.Gateway.Receiving;
using Webhooks.Gateway.Signatures;
using Webhooks.Gateway.Tests.EventGrid;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Attacks.Flaws;

/// <summary>Receivers that take too much, tell too much, or believe what a token or a handshake says about itself.</summary>
internal static class SurfaceFlaws
{
    public static Flaw Measures_a_body_when_it_has_it => new()
    {
        KilledBy = nameof(SurfaceAttacks.Sending_more_than_the_cap_without_saying_so),
        Before = async (context, next) =>
        {
            var whole = new MemoryStream();
            await context.Request.Body.CopyToAsync(whole);
            whole.Position = 0;
            context.Request.Body = whole;
            await next(context);
        },
    };

    public static Flaw Takes_any_type => new()
    {
        KilledBy = nameof(SurfaceAttacks.Sending_no_type_or_another),
        Before = (context, next) =>
        {
            if (context.Request.Path == "/webhooks/hello")
            {
                context.Request.ContentType = "application/json";
            }

            return next(context);
        },
    };

    public static Flaw Takes_any_method => new()
    {
        KilledBy = nameof(SurfaceAttacks.Using_another_method),
        Before = (context, next) =>
        {
            context.Request.Method = "POST";
            return next(context);
        },
    };

    public static Flaw Logs_the_query => new()
    {
        KilledBy = nameof(SurfaceAttacks.Reading_secrets_from_answers_and_logs),
        Before = (context, next) =>
        {
            context.RequestServices.GetRequiredService<ILogger<Target>>().Log(LogLevel.Information, default, context.Request.QueryString, null, (query, _) => query.ToString());
            return next(context);
        },
    };

    public static Flaw Says_which_signature_it_expected => new()
    {
        KilledBy = nameof(SurfaceAttacks.Reading_secrets_from_answers_and_logs),
        Steps = steps => steps with
        {
            GitHub = steps.GitHub with
            {
                Verify = (request, body, source, now, aborted) =>
                {
                    request.HttpContext.Response.Headers["X-Expected"] = Delivery.Sign(body.ToArray());
                    return steps.GitHub.Verify(request, body, source, now, aborted);
                },
            },
        },
    };

    public static Flaw Believes_a_token_that_says_it_needs_no_signature => Connecting(
        nameof(TokenAttacks.Naming_a_token_that_needs_no_signature), parts => Encoding.UTF8.GetString(Decode(parts[0])).Contains("none", StringComparison.Ordinal));

    public static Flaw Takes_a_token_for_any_request => Connecting(nameof(TokenAttacks.Using_a_token_for_something_else), IsSigned);

    public static Flaw Takes_a_token_for_ever => Connecting(
        nameof(TokenAttacks.Using_a_token_of_yesterday),
        parts => IsSigned(parts) && JsonDocument.Parse(Decode(parts[1])).RootElement.GetProperty("exp").GetInt64() < TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());

    public static Flaw Lets_the_sender_choose_the_hash => new()
    {
        KilledBy = nameof(TokenAttacks.Naming_the_hash_that_counts),
        Steps = steps => steps with
        {
            Jira = steps.Jira with
            {
                Screen = (request, source) => request.Headers["X-Hub-Signature"].ToString().StartsWith("sha1=", StringComparison.Ordinal) ? null : steps.Jira.Screen(request, source),
                Verify = (request, body, source, now, aborted) => steps.Jira.Verify(
                    request, body, source with { Jira = source.Jira with { Methods = [HubMethod.Sha1, HubMethod.Sha256] } }, now, aborted),
            },
        },
    };

    public static Flaw Confirms_any_subscription => Granting(
        nameof(TokenAttacks.Subscribing_from_another_topic),
        (reading, body) => Encoding.UTF8.GetString(body.Span).Contains("validationCode", StringComparison.Ordinal) && reading.Ended is not null
            ? new Handshake { Name = "subscription-validation", Json = body }
            : reading);

    public static Flaw Stores_the_first_event_of_a_list => Granting(
        nameof(TokenAttacks.Hiding_events_behind_others), (reading, _) => reading with { Deliveries = [.. reading.Deliveries.Take(1)] });

    public static Flaw Knows_an_event_by_its_id_alone => Granting(nameof(TokenAttacks.Repeating_an_id_from_another_topic), (reading, _) => reading with
    {
        Deliveries = [.. reading.Deliveries.Select(delivery => delivery with { Key = DeliveryKey.From(null, "eventgrid", "", delivery.Key.Value.Split('/')[^1]) })],
    });

    public static Flaw Minds_no_case_in_a_secret => new()
    {
        KilledBy = nameof(TokenAttacks.Writing_a_secret_in_other_letters),
        Before = (context, next) =>
        {
            if (context.Request.Headers["X-Grid-Secret"].ToString().Equals(EventRequest.Secret, StringComparison.OrdinalIgnoreCase))
            {
                context.Request.Headers["X-Grid-Secret"] = EventRequest.Secret;
            }

            return next(context);
        },
    };

    private static Flaw Granting(string killedBy, Func<Reading, ReadOnlyMemory<byte>, Reading> change) => new()
    {
        KilledBy = killedBy,
        Steps = steps => steps with
        {
            EventGrid = steps.EventGrid with { Identify = (request, body, source) => change(steps.EventGrid.Identify(request, body, source), body) },
        },
    };

    private static Flaw Connecting(string killedBy, Func<string[], bool> accepts) => new()
    {
        KilledBy = killedBy,
        Steps = steps => steps with
        {
            Jira = steps.Jira with
            {
                Screen = (request, source) => request.Headers.Authorization.Count == 1 ? null : steps.Jira.Screen(request, source),
                Verify = (request, body, source, now, aborted) =>
                    source.Name == "connect" && request.Headers.Authorization.ToString() is ['J', 'W', 'T', ' ', .. var token] && accepts(token.Split('.'))
                        ? new(default(ReceiveProblem?))
                        : steps.Jira.Verify(request, body, source, now, aborted),
            },
        },
    };

    private static bool IsSigned(string[] parts) =>
        TokenAttacks.Token(Encoding.UTF8.GetString(Decode(parts[1]))) == string.Join('.', parts);

    private static byte[] Decode(string part) => System.Buffers.Text.Base64Url.DecodeFromChars(part);
}
