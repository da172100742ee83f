using System.Net;
using System.Net.Http.Headers;

namespace Webhooks.Gateway.Tests.StatusMatrix;

/// <summary>What is wrong with an attempt, as far as the sender is to blame.</summary>
internal sealed record Spoiled
{
    public string? Source { get; init; }

    public string? Secret { get; init; }

    public bool IsUnsigned { get; init; }

    public string? Body { get; init; }

    public string? ContentType { get; init; }

    public bool IsPacked { get; init; }

    public bool HasNoId { get; init; }

    /// <summary>An event that no workflow handles.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>The connection ends before the body does.</summary>
    public bool Breaks { get; init; }

    public HttpRequestMessage Of(HttpRequestMessage request)
    {
        var content = request.Content ?? throw new InvalidOperationException("A delivery has a body.");
        if (IsPacked)
        {
            content.Headers.ContentEncoding.Add("gzip");
        }

        if (ContentType is not null)
        {
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        }

        if (Breaks)
        {
            request.Content = new BrokenContent(content);
        }

        return request;
    }

    private sealed class BrokenContent : HttpContent
    {
        public BrokenContent(HttpContent whole)
        {
            foreach (var (name, values) in whole.Headers)
            {
                Headers.TryAddWithoutValidation(name, values);
            }

            Headers.ContentLength = 1000;
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(new byte[10]);
            await stream.FlushAsync();
            throw new IOException("The connection broke.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 1000;
            return true;
        }
    }
}
