using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Forwarding;
using Webhooks.Gateway.Storing;
using Webhooks.Storage.Journal;

namespace Webhooks.Gateway.Tests.Attacks.Flaws;

/// <summary>Receivers that do the right things in the wrong order, or say that they did them.</summary>
internal static class StoringFlaws
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    public static Flaw Answers_before_it_has_stored => Storing(nameof(StoringAttacks.Answering_before_the_disk_has_it), (_, accept) =>
    {
        var seen = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        return (facts, body) =>
        {
            var storing = accept(facts, body.ToArray());
            return seen.TryAdd(facts.DeliveryId, true) ? Task.FromResult(New(facts)) : storing;
        };
    });

    public static Flaw Says_that_it_stored_what_it_could_not => Storing(nameof(StoringAttacks.Delivering_while_the_disk_is_away), (_, accept) => async (facts, body) =>
    {
        try
        {
            return await accept(facts, body);
        }
        catch (JournalUnavailableException)
        {
            return New(facts);
        }
    });

    public static Flaw Remembers_an_attempt_that_failed => Storing(nameof(StoringAttacks.Delivering_again_what_failed), (_, accept) =>
    {
        var seen = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        return (facts, body) => seen.TryAdd(facts.DeliveryId, true) ? accept(facts, body) : Task.FromResult(New(facts) with { IsDuplicate = true });
    });

    public static Flaw Looks_and_then_stores => Storing(nameof(StoringAttacks.Sending_the_same_many_times_at_once), (services, _) =>
    {
        var stored = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var looked = new ConcurrentDictionary<string, TaskCompletionSource>(StringComparer.Ordinal);
        return async (facts, body) =>
        {
            if (stored.ContainsKey(facts.DeliveryId))
            {
                return New(facts) with { IsDuplicate = true };
            }

            // Until a second one has looked, if there is one: a flaw that shows only sometimes would be found only sometimes.
            var second = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (looked.GetOrAdd(facts.DeliveryId, second) is var first && first != second)
            {
                first.TrySetResult();
            }

            await first.Task.WaitAsync(Moment).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await services.GetRequiredService<JournalDeliveryStore>().Journal.AppendAsync(facts, body, CancellationToken.None);
            stored.TryAdd(facts.DeliveryId, true);
            return New(facts);
        };
    });

    public static Flaw Signals_before_it_has_stored => Storing(nameof(StoringAttacks.Signalling_what_is_not_stored), (services, accept) => async (facts, body) =>
    {
        var client = services.GetRequiredService<ITemporalClient>();
        await client.Connection.WorkflowService.SignalWithStartWorkflowExecutionAsync(new SignalWithStartWorkflowExecutionRequest
        {
            WorkflowId = facts.Entity ?? "",
            RequestId = EntitySignal.RequestIdOf(facts.DeliveryId),
        });
        return await accept(facts, body);
    });

    public static Flaw Remembers_before_it_verifies
    {
        get
        {
            var seen = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
            return new Flaw
            {
                KilledBy = nameof(StoringAttacks.Using_up_an_id_with_a_forged_delivery),
                Before = (context, next) =>
                {
                    if (context.Request.Headers["X-GitHub-Delivery"] is not [{ } guid] || seen.TryAdd(guid, true))
                    {
                        return next(context);
                    }

                    return context.Response.WriteAsync("""{"duplicate":true}""");
                },
            };
        }
    }

    public static Flaw Blames_the_sender_for_its_own_disk => Answering(nameof(StoringAttacks.Delivering_while_the_disk_is_away), 503, response => response.StatusCode = 400);

    public static Flaw Does_not_say_when_to_come_again => Answering(
        nameof(StoringAttacks.Delivering_while_the_disk_is_away), 503, response => response.Headers.RetryAfter = default);

    public static Flaw Refuses_whom_it_cannot_check => Answering(
        nameof(TokenAttacks.Delivering_while_the_keys_of_the_issuer_are_away), 503, response => response.StatusCode = 401);

    private static Flaw Storing(string killedBy, Func<IServiceProvider, Accepting, Accepting> change) => new()
    {
        KilledBy = killedBy,
        Store = (store, services) => new ChangedStore(store, change(services, store.AcceptAsync)),
    };

    private static Flaw Answering(string killedBy, int status, Action<HttpResponse> change) => new()
    {
        KilledBy = killedBy,
        Before = (context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                if (context.Response.StatusCode == status)
                {
                    change(context.Response);
                }

                return Task.CompletedTask;
            });
            return next(context);
        },
    };

    private static Acceptance New(AcceptedDelivery facts) => new()
    {
        DeliveryId = facts.DeliveryId,
        IsDuplicate = false,
        Entity = facts.Entity,
        WorkflowId = facts.Entity,
        State = DeliveryState.Accepted,
    };

    private delegate Task<Acceptance> Accepting(AcceptedDelivery facts, ReadOnlyMemory<byte> body);

    private sealed class ChangedStore(DeliveryStore inner, Accepting accepting) : DelegatingStore(inner)
    {
        public override Task<Acceptance> AcceptAsync(AcceptedDelivery facts, ReadOnlyMemory<byte> body) => accepting(facts, body);
    }
}
