namespace Webhooks.Gateway.Tests.StatusMatrix;

/// <summary>Why a delivery is not simply taken, for as long as it lasts.</summary>
internal sealed record Cause
{
    public required string Name { get; init; }

    public Func<Lab, FakeProvider, Task> Begins { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>Makes sure that it is still so, before each attempt.</summary>
    public Func<Lab, FakeProvider, Task> Lasts { get; init; } = (_, _) => Task.CompletedTask;

    public Action<Lab, FakeProvider> Ends { get; init; } = (_, _) => { };

    public Spoiled Spoils { get; init; } = new();

    public bool LosesRequest { get; init; }

    public bool LosesAnswer { get; init; }

    /// <summary>The provider sends it another time although it was taken.</summary>
    public bool Repeats { get; init; }
}
