using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Azure.Identity;
using Temporalio.Exceptions;
using Webhooks.Activities.Providers;

namespace Webhooks.Activities.Generation.OpenAI;

/// <summary>
/// Chat completions of OpenAI, of Azure's v1 interface, and of whatever speaks the same on this machine. One kind of call is all that is
/// needed, so it goes through <see cref="ProviderCalls"/> like those to every other system.
/// </summary>
public sealed class ChatClient : IDisposable
{
    private readonly ProviderCalls calls;
    private readonly ProviderCredentials credentials;
    private readonly Uri address;

    public ChatClient(GenerationSettings settings, TimeProvider time, HttpMessageHandler? handler = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        calls = new ProviderCalls(new ProviderCallOptions { System = "The model's endpoint", Attempt = settings.Timeout, LargestAnswer = 1024 * 1024 }, time, handler);
        address = new Uri(settings.Address, "chat/completions");
        credentials = settings.Authentication switch
        {
            GenerationAuthentication.ApiKey => ProviderCredentials.Bearer(settings.ApiKey ?? ""),
            GenerationAuthentication.Entra => new EntraCredentials(new DefaultAzureCredential(), settings.Scope, time),
            GenerationAuthentication.None => ProviderCredentials.None,
        };
    }

    public void Dispose() => calls.Dispose();

    /// <returns>Null when what was sent, or what would have been answered, is refused: the same would be refused again.</returns>
    /// <exception cref="ApplicationFailureException">No answer, or none that can be used.</exception>
    internal async Task<ChatAnswer?> CompleteAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(request);

        // Each call costs money, and whoever calls has retries of its own.
        var answer = await calls.SendAsync(() => Message(body), CallSafety.Unsafe, credentials, cancellationToken);
        if (answer.IsSuccess)
        {
            return answer.Read<ChatAnswer>() is { Choices.Count: > 0 } read
                ? read
                : throw new ApplicationFailureException($"{answer.What} is answered without a choice.", ErrorTypes.ProviderAnswer);
        }

        var code = ChatError.CodeOf(answer);
        return code == ChatError.ContentFilter ? null
            : answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity
                ? throw new ApplicationFailureException(
                    $"{answer.What} is answered {(int)answer.Status} ({code ?? "no code that is known"}): model, address or limits do not fit.", ErrorTypes.Configuration, nonRetryable: true)
            : throw answer.Unexpected();
    }

    private HttpRequestMessage Message(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
    }
}
