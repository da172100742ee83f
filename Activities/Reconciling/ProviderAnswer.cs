using System.Net;
using System.Text.Json;
using Temporalio.Exceptions;

namespace Webhooks.Activities.Reconciling;

/// <summary>What an outside system answered, read to its end.</summary>
internal sealed record ProviderAnswer
{
    private static readonly JsonSerializerOptions Strict = new() { RespectNullableAnnotations = true };

    /// <summary>What was asked, for messages.</summary>
    public required string What { get; init; }

    public required HttpStatusCode Status { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>The <c>Link</c> header; empty when there is none.</summary>
    public required string Links { get; init; }

    public bool IsSuccess => (int)Status is >= 200 and < 300;

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
            return JsonSerializer.Deserialize<T>(Body, Strict) ?? throw Unexpected();
        }
        catch (JsonException failure)
        {
            throw new ApplicationFailureException($"{What} is answered with something else than the JSON it should be.", failure, ErrorTypes.ProviderAnswer);
        }
    }

    public ApplicationFailureException Unexpected() => new($"{What} is answered {(int)Status}, which is not expected.", ErrorTypes.ProviderAnswer);
}
