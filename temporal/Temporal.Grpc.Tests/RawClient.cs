using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;

namespace Temporal.Grpc.Tests;

/// <summary>Sends any bytes as a gRPC call, so that the server sees what no proper client sends.</summary>
internal sealed class RawClient(Uri address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };

    public static byte[] Frame(IMessage message)
    {
        var bytes = message.ToByteArray();
        return [0, (byte)(bytes.Length >> 24), (byte)(bytes.Length >> 16), (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
    }

    public async Task<RawAnswer> SendAsync(
        byte[] body,
        string? encoding = null,
        string? acceptEncoding = null,
        string? timeout = null,
        string contentType = "application/grpc",
        string path = WireServer.Method,
        Version? version = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Version = version ?? HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        foreach (var (name, value) in new[] { ("grpc-encoding", encoding), ("grpc-accept-encoding", acceptEncoding), ("grpc-timeout", timeout) })
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var response = await _http.SendAsync(request);
        var received = await response.Content.ReadAsByteArrayAsync();
        return new RawAnswer(
            response.StatusCode,
            received,
            response.Headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase),
            response.TrailingHeaders.ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase));
    }

    public void Dispose() => _http.Dispose();
}
