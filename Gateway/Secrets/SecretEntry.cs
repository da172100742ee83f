namespace Webhooks.Gateway.Secrets;

/// <summary>One entry of a source's secrets that passed every check. A class, not a record: it must not print itself.</summary>
internal sealed class SecretEntry
{
    public required string Name { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    public required SecretOrigin Origin { get; init; }

    public override string ToString() => Name;
}
