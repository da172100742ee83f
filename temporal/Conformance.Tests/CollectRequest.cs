namespace Temporal.Conformance.Tests;

public sealed record CollectRequest(int Wanted);
