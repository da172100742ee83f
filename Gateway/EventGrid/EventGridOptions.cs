namespace Webhooks.Gateway.EventGrid;

/// <summary>
/// What a source of provider <c>EventGrid</c> has besides its secrets, as written. At least one of <see cref="SecretParameter"/>,
/// <see cref="SecretHeader"/> and <see cref="Entra"/> must be there; all that are there must be satisfied.
/// </summary>
internal sealed class EventGridOptions
{
    /// <summary>Topics whose subscriptions are confirmed; compared without case. None: no validation event is answered.</summary>
    public List<string?> ExpectedTopics { get; set; } = [];

    /// <summary>Host names that may ask with OPTIONS; <c>eventgrid.azure.net</c> when there is none.</summary>
    public List<string?> AllowedOrigins { get; set; } = [];

    /// <summary>Requests a minute that are granted to an allowed origin that asks, or <c>*</c> (the default) for as many as it likes.</summary>
    public string? AllowedRate { get; set; }

    /// <summary>Name of the query parameter that carries one of the source's secrets.</summary>
    public string? SecretParameter { get; set; }

    /// <summary>Name of the header that carries one of the source's secrets.</summary>
    public string? SecretHeader { get; set; }

    /// <summary>Set to require bearer tokens of Microsoft Entra.</summary>
    public EntraOptions? Entra { get; set; }
}
