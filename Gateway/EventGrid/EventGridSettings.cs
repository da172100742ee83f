namespace Webhooks.Gateway.EventGrid;

/// <summary>What an Event Grid source was configured with, checked.</summary>
internal sealed record EventGridSettings
{
    public required IReadOnlyList<string> ExpectedTopics { get; init; }

    public required IReadOnlyList<string> AllowedOrigins { get; init; }

    /// <summary>Null: as many as it likes.</summary>
    public required int? AllowedRate { get; init; }

    public required string? SecretParameter { get; init; }

    public required string? SecretHeader { get; init; }

    public required EntraSettings? Entra { get; init; }

    public bool HasSecret => SecretParameter is not null || SecretHeader is not null;
}

/// <summary>What a bearer token must say.</summary>
internal sealed record EntraSettings
{
    public required string Issuer { get; init; }

    public required string Audience { get; init; }

    public required string ApplicationId { get; init; }

    public required string Role { get; init; }

    public required Uri MetadataAddress { get; init; }
}
