namespace Temporal.Conformance.Tests.Descriptors;

/// <summary>A field: <paramref name="Label"/> is single, repeated or map; <paramref name="Key"/> and <paramref name="Oneof"/> may be empty.</summary>
internal sealed record OfficialField(string Json, int Number, string Type, string Key, string Label, string Oneof);
