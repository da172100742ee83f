namespace Temporal.Conformance.Tests;

[CollectionDefinition(Name)]
public sealed class ConformanceScenarios : ICollectionFixture<ConformanceServer>
{
    public const string Name = "Scenarios on one embedded server";
}
