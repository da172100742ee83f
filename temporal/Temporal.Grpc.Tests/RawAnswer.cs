using System.Net;

namespace Temporal.Grpc.Tests;

internal sealed record RawAnswer(
    HttpStatusCode Http, byte[] Body, IReadOnlyDictionary<string, string> Headers, IReadOnlyDictionary<string, string> Trailers)
{
    public string Header(string name) => Headers.GetValueOrDefault(name, "");

    public string Trailer(string name) => Trailers.GetValueOrDefault(name, "");
}
