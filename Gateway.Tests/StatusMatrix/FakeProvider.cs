namespace Webhooks.Gateway.Tests.StatusMatrix;

/// <summary>One delivery of a provider that follows the rules which it documents for sending again.</summary>
internal abstract class FakeProvider
{
    public abstract string Name { get; }

    /// <summary>Name of its source.</summary>
    public abstract string Source { get; }

    /// <summary>Where its source is configured.</summary>
    public abstract int Index { get; }

    /// <summary>Keeps a log of what it sent, and sends again what somebody asks for.</summary>
    public virtual bool SendsWhenAsked => false;

    /// <param name="attempt">From 0.</param>
    /// <param name="spoiled">What is wrong with it.</param>
    public abstract HttpRequestMessage Request(int attempt, Spoiled spoiled);

    /// <param name="status">Null when there was no answer.</param>
    public virtual bool IsTaken(int? status) => status is >= 200 and < 300;

    /// <param name="status">Null when there was no answer.</param>
    /// <param name="attempts">How many there were.</param>
    /// <returns>How long until it sends again by itself; null when it never does.</returns>
    public abstract TimeSpan? Wait(int? status, int attempts);
}
