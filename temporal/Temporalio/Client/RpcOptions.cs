namespace Temporalio.Client;

/// <summary>How one call is made.</summary>
public class RpcOptions : ICloneable
{
    /// <summary>Null: retried by the client's own methods, not by the raw services.</summary>
    public bool? Retry { get; set; }

    /// <summary>Wins over the connection's metadata of the same name.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>>? Metadata { get; set; }

    /// <summary>Names end in "-bin".</summary>
    public IReadOnlyCollection<KeyValuePair<string, byte[]>>? BinaryMetadata { get; set; }

    /// <summary>Of one attempt. Null: 70 seconds for long polls, 30 for everything else.</summary>
    public TimeSpan? Timeout { get; set; }

    public CancellationToken? CancellationToken { get; set; }

    public virtual object Clone() => MemberwiseClone();

    /// <summary>These options with one more token; the source, if any, is the caller's to dispose.</summary>
    protected internal Tuple<RpcOptions, CancellationTokenSource?> WithAdditionalCancellationToken(CancellationToken? cancellationToken)
    {
        if (cancellationToken is not { } additional)
        {
            return new(this, null);
        }

        var copy = (RpcOptions)Clone();
        if (CancellationToken is not { } own)
        {
            copy.CancellationToken = additional;
            return new(copy, null);
        }

        var both = CancellationTokenSource.CreateLinkedTokenSource(own, additional);
        copy.CancellationToken = both.Token;
        return new(copy, both);
    }
}
