using System.Net;
using System.Text.Json;
using Temporalio.Exceptions;

namespace Webhooks.Activities.Providers;

/// <summary>What an outside system answered, read to its end.</summary>
public sealed record ProviderAnswer
{
    private static readonly JsonSerializerOptions Strict = new() { RespectNullableAnnotations = true };

    /// <summary>What was asked, for messages: method, host and path.</summary>
    public required string What { get; init; }

    public required HttpStatusCode Status { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>By name, whatever its case; several of one name are joined by commas.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <exception cref="ApplicationFailureException">It is not what this call is answered with.</exception>
    public T Read<T>()
        where T : class
    {
        if (!IsSuccess)
        {
            throw Unexpected();
        }

        try
        {
            return JsonSerializer.Deserialize<T>(Body, Strict) ?? throw NotThatJson(null);
        }
        catch (JsonException failure)
        {
            throw NotThatJson(failure);
        }
    }

    /// <summary>For a status that the caller has no use for.</summary>
    public ApplicationFailureException Unexpected() => Status is HttpStatusCode.NotFound or HttpStatusCode.Gone
        ? new($"{What} is answered {(int)Status}: it is not there, or not for us to see.", ErrorTypes.NotFound)
        : new($"{What} is answered {(int)Status}, which is not expected.", ErrorTypes.ProviderAnswer);

    /// <summary>The place in the JSON is told, and nothing of what stands there.</summary>
    private ApplicationFailureException NotThatJson(JsonException? failure) => new(
        $"{What} is answered with something else than the JSON it should be{(failure?.LineNumber is { } line ? $" (line {line}, byte {failure.BytePositionInLine})" : "")}.",
        ErrorTypes.ProviderAnswer);
}
