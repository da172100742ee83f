using Microsoft.Extensions.DependencyInjection;
using Webhooks.Gateway.Limits;
using Webhooks.Gateway.Receiving;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Ledger;

namespace Webhooks.Gateway.Tests.StatusMatrix;

/// <summary>In the order of the table.</summary>
internal static class Causes
{
    private const long AllMemory = 1L << 40;

    public static readonly IReadOnlyList<Cause> All =
    [
        new() { Name = "none" },
        new() { Name = "it is sent twice", Repeats = true },
        new() { Name = "the answer is lost", LosesAnswer = true },
        new() { Name = "the gateway is down", LosesRequest = true },
        new() { Name = "the connection breaks in the body", Spoils = new() { Breaks = true } },
        Storing("the disk is full", () => new JournalUnavailableException("No space left on device")),
        Storing("the ledger does not answer", () => new LedgerUnavailableException("The ledger is locked.")),
        Storing("a fault of the gateway", () => new InvalidOperationException("A fault.")),
        new()
        {
            Name = "Temporal is away",
            Begins = (lab, _) => Do(() => lab.Temporal.Answer = _ => Task.FromResult(14)),
            Ends = (lab, _) => lab.Temporal.Answer = _ => Task.FromResult(0),
        },
        new()
        {
            Name = "too much is received at once",
            Begins = (lab, _) => Do(() => lab.Services.GetRequiredService<BodyBudget>().Take(AllMemory)),
            Ends = (lab, _) => lab.Services.GetRequiredService<BodyBudget>().Release(AllMemory),
        },
        new()
        {
            Name = "the source sends more than it may",
            Begins = (lab, provider) => Do(() => lab.Change(provider, "DeliveriesPerSecond", "1")),
            Lasts = ExhaustAsync,
            Ends = (lab, provider) => lab.Change(provider, "DeliveriesPerSecond", "100000"),
        },
        new()
        {
            Name = "the address is not on the list",
            Begins = (lab, provider) => Do(() => lab.Change(provider, "AllowedAddresses:0", "192.0.2.1")),
            Ends = (lab, provider) => lab.Change(provider, "AllowedAddresses:0", "127.0.0.1"),
        },
        new() { Name = "the secret is another one", Spoils = new() { Secret = "a secret of somebody else" } },
        new() { Name = "it is not signed", Spoils = new() { IsUnsigned = true } },
        new() { Name = "there is no such source", Spoils = new() { Source = "nobody" } },
        new()
        {
            Name = "the body is too large",
            Begins = (lab, provider) => Do(() => lab.Change(provider, "MaximumBodyBytes", "16")),
            Ends = (lab, provider) => lab.Change(provider, "MaximumBodyBytes", "1048576"),
        },
        new() { Name = "the content type is another one", Spoils = new() { ContentType = "text/plain" } },
        new() { Name = "the body is compressed", Spoils = new() { IsPacked = true } },
        new() { Name = "the body cannot be read", Spoils = new() { Body = "{" } },
        new() { Name = "nobody handles the event", Spoils = new() { IsUnknown = true } },
        new() { Name = "it has no id", Spoils = new() { HasNoId = true } },
    ];

    private static Cause Storing(string name, Func<Exception> trouble) => new()
    {
        Name = name,
        Begins = (lab, _) => Do(() => lab.Storage.Trouble = trouble()),
        Ends = (lab, _) => lab.Storage.Trouble = null,
    };

    private static async Task ExhaustAsync(Lab lab, FakeProvider provider)
    {
        var source = lab.Source(provider);
        var rates = lab.Services.GetRequiredService<SourceRates>();
        while (await rates.TakeAsync(source, 1) is null)
        {
            // The clock stands still, so there is an end to it.
        }
    }

    private static Task Do(Action act)
    {
        act();
        return Task.CompletedTask;
    }
}
