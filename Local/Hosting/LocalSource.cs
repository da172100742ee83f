namespace Webhooks.Local.Hosting;

/// <summary>A source through which a provider delivers: its name in the URL, and the secret that proves who sends.</summary>
internal sealed record LocalSource(string Name, string Secret)
{
    /// <summary>Header that carries the secret of Event Grid, which signs nothing.</summary>
    public string SecretHeader { get; init; } = "";

    /// <summary>A record prints what it holds; this one holds a secret.</summary>
    public override string ToString() => Name;
}
