namespace Temporal.Conformance.Tests.Descriptors;

internal sealed record OfficialMethod(string Request, string Response, bool Streams);
