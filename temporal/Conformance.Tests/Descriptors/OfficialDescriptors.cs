namespace Temporal.Conformance.Tests.Descriptors;

/// <summary>What the driver <c>descriptors.js</c> prints: everything by full name, fields by their name in the .proto file.</summary>
internal sealed record OfficialDescriptors(
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, OfficialField>> Messages,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Enums,
    IReadOnlyDictionary<string, OfficialMethod> Methods);
