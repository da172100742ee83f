using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Temporalio.Exceptions;
using Webhooks.Activities.Providers;

namespace Webhooks.Activities.Graph;

/// <summary>Microsoft Graph, as far as drives and mailboxes need it.</summary>
public sealed class GraphClient : IDisposable
{
    /// <summary>A piece of an upload needs it on a slow line.</summary>
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(60);

    private readonly GraphSettings settings;
    private readonly ProviderCredentials credentials;
    private readonly ProviderCalls calls;

    public GraphClient(GraphSettings settings, ProviderCredentials credentials, TimeProvider time)
    {
        (this.settings, this.credentials, Time) = (settings, credentials, time);
        calls = new ProviderCalls(new ProviderCallOptions { System = "Microsoft Graph", Attempt = Attempt }, time);
    }

    internal TimeProvider Time { get; }

    public void Dispose() => calls.Dispose();

    /// <param name="path">Below the address of Graph, its parts escaped.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal Task<ProviderAnswer> GetAsync(string path, CancellationToken cancellationToken) =>
        calls.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, new Uri(settings.Address, path)), CallSafety.Safe, credentials, cancellationToken);

    internal Task<ProviderAnswer> PostAsync<T>(string path, T body, CallSafety safety, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(body);
        return PostAsync(path, () => Content(json, "application/json"), safety, cancellationToken);
    }

    /// <summary>Something that is done without a body, and done twice when it is asked for twice.</summary>
    internal Task<ProviderAnswer> PostAsync(string path, CancellationToken cancellationToken) =>
        PostAsync(path, () => new ByteArrayContent([]), CallSafety.Unsafe, cancellationToken);

    /// <summary>Puts a content in its place; twice is once.</summary>
    internal Task<ProviderAnswer> PutAsync(string path, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken) => calls.SendAsync(
        () => new HttpRequestMessage(HttpMethod.Put, new Uri(settings.Address, path)) { Content = Content(content, contentType) },
        CallSafety.Safe,
        credentials,
        cancellationToken);

    /// <summary>To an address that Graph handed out, which is itself the permission: a token would be refused there, and is none of its business.</summary>
    internal Task<ProviderAnswer> SendPieceAsync(Uri address, ReadOnlyMemory<byte> piece, ContentRangeHeaderValue range, CancellationToken cancellationToken) =>
        calls.SendAsync(
            () =>
            {
                var content = Content(piece, "application/octet-stream");
                content.Headers.ContentRange = range;
                return new HttpRequestMessage(HttpMethod.Put, address) { Content = content };
            },
            CallSafety.Unsafe, // Not because it does harm, but because the session must be asked first what it has.
            ProviderCredentials.None,
            cancellationToken);

    internal Task<ProviderAnswer> AskSessionAsync(Uri address, CancellationToken cancellationToken) =>
        calls.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, address), CallSafety.Safe, ProviderCredentials.None, cancellationToken);

    /// <summary>Out of the answer to a request for an upload session: https, or this machine where Graph itself is on this machine.</summary>
    internal Uri UploadAddress(ProviderAnswer answer)
    {
        var text = answer.Read<UploadPlace>().UploadUrl;
        return Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback && settings.Address.IsLoopback))
            ? address
            : throw new ApplicationFailureException($"{answer.What} is answered with an address for the upload that is none of https.", ErrorTypes.ProviderAnswer);
    }

    private Task<ProviderAnswer> PostAsync(string path, Func<HttpContent> content, CallSafety safety, CancellationToken cancellationToken) => calls.SendAsync(
        () => new HttpRequestMessage(HttpMethod.Post, new Uri(settings.Address, path)) { Content = content() },
        safety,
        credentials,
        cancellationToken);

    private static ReadOnlyMemoryContent Content(ReadOnlyMemory<byte> body, string type) => new(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };

    private sealed record UploadPlace([property: JsonPropertyName("uploadUrl"), JsonRequired] string UploadUrl);
}
