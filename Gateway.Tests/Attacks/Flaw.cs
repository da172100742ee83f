using Microsoft.AspNetCore.Http;
using Webhooks.Gateway.Receiving;
using Webhooks.Gateway.Storing;

namespace Webhooks.Gateway.Tests.Attacks;

/// <summary>A mistake that receivers of webhooks are known to make: what it puts in place of a part of the gateway, and which attack finds it.</summary>
internal sealed record Flaw
{
    /// <summary>Name of an attack.</summary>
    public required string KilledBy { get; init; }

    public Func<ProviderCatalog, ProviderCatalog> Steps { get; init; } = steps => steps;

    public Func<DeliveryStore, IServiceProvider, DeliveryStore> Store { get; init; } = (store, _) => store;

    public Func<HttpContext, RequestDelegate, Task> Before { get; init; } = (context, next) => next(context);
}
