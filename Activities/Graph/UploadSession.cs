using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Serialization;
using Temporalio.Exceptions;
using Webhooks.Activities.Providers;

namespace Webhooks.Activities.Graph;

/// <summary>
/// An upload in pieces, one after the other. After a break the session is asked what it has and the upload goes on there. A session that is gone is
/// followed by another, from the start. The address of a session is a permission, so it is kept nowhere: an attempt after a crash begins anew.
/// </summary>
/// <param name="graph">Where to.</param>
/// <param name="begin">Begins a session; null when there is nothing left to upload.</param>
internal sealed class UploadSession(GraphClient graph, Func<CancellationToken, Task<Uri?>> begin)
{
    /// <summary>Drives want multiples of 320 KiB, mailboxes at most 4 MB.</summary>
    public const int Piece = 10 * 320 * 1024;

    private const int MostSessions = 3;
    private const int MostBreaks = 5;

    /// <summary>A longer wait is left to whoever attempts it all again.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan StandardWait = TimeSpan.FromSeconds(1);

    private string end = "";

    /// <returns>The answer to the last piece; null when there was nothing left to upload.</returns>
    /// <exception cref="ApplicationFailureException">It did not arrive whole.</exception>
    public async Task<ProviderAnswer?> SendAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        for (var sessions = 0; sessions < MostSessions; sessions++)
        {
            if (await begin(cancellationToken) is not { } address)
            {
                return null;
            }

            try
            {
                if (await SendAllAsync(address, content, cancellationToken) is { } last)
                {
                    return last;
                }
            }
            catch (ApplicationFailureException failure) when (failure.ErrorType == ErrorTypes.Authentication)
            {
                end = "the permission in its address ended";
            }
        }

        throw new ApplicationFailureException($"An upload to Microsoft Graph ended {MostSessions} times before all had arrived, lately because {end}.", ErrorTypes.Unavailable);
    }

    /// <returns>Null when the session is gone.</returns>
    private async Task<ProviderAnswer?> SendAllAsync(Uri address, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var (from, furthest, breaks) = (0L, 0L, 0);
        while (breaks <= MostBreaks)
        {
            var to = Math.Min(from + Piece, content.Length);
            var range = new ContentRangeHeaderValue(from, to - 1, content.Length);
            var answer = await SendPieceAsync(address, content[(int)from..(int)to], range, cancellationToken);
            if (answer is null or { Status: HttpStatusCode.RequestedRangeNotSatisfiable })
            {
                breaks++;
                if (await AskAsync(address, content.Length, cancellationToken) is not { } rest)
                {
                    return null;
                }

                from = rest;
                continue;
            }

            if (HasEnded(answer))
            {
                return null;
            }

            var next = answer.IsSuccess ? Next(answer, content.Length) ?? to : throw answer.Unexpected();
            if (next == content.Length)
            {
                return answer;
            }

            // Only what has never been reached before is progress: a session may go back again and again.
            breaks = next > furthest ? 0 : breaks + 1;
            (from, furthest) = (next, Math.Max(next, furthest));
        }

        end = "it broke again and again";
        return null;
    }

    /// <returns>Null when nobody knows whether it arrived.</returns>
    private async Task<ProviderAnswer?> SendPieceAsync(Uri address, ReadOnlyMemory<byte> piece, ContentRangeHeaderValue range, CancellationToken cancellationToken)
    {
        try
        {
            return await graph.SendPieceAsync(address, piece, range, cancellationToken);
        }
        catch (ApplicationFailureException failure) when (
            failure.ErrorType is ErrorTypes.Unavailable or ErrorTypes.RateLimited && (failure.NextRetryDelay ?? StandardWait) <= LongestWait)
        {
            await Task.Delay(failure.NextRetryDelay ?? StandardWait, graph.Time, cancellationToken);
            return null;
        }
    }

    /// <summary>Where the session wants to go on; null when it is gone, or has all and so tells nothing.</summary>
    private async Task<long?> AskAsync(Uri address, long length, CancellationToken cancellationToken)
    {
        var answer = await graph.AskSessionAsync(address, cancellationToken);
        return !HasEnded(answer) && Next(answer, length) is { } next && next < length ? next : null;
    }

    /// <summary>Sessions live for a while, and what they write may be taken or held by somebody else at their end.</summary>
    private bool HasEnded(ProviderAnswer answer)
    {
        end = $"{answer.What} is answered {(int)answer.Status}";
        return answer.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone
            or HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed or HttpStatusCode.Locked;
    }

    /// <summary>Null when the answer names no range, as the last one does not.</summary>
    private static long? Next(ProviderAnswer answer, long length)
    {
        if (answer.Body.Length == 0 || answer.Read<Progress>().NextExpectedRanges is not [{ } first, ..])
        {
            return null;
        }

        var number = first.AsSpan(0, first.IndexOf('-') is >= 0 and var dash ? dash : first.Length);
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var next) && next <= length
            ? next
            : throw new ApplicationFailureException($"{answer.What} asks for a range that is not in the content.", ErrorTypes.ProviderAnswer);
    }

    /// <summary>Both of a piece's answer and of the session's state; the answer to the last piece has neither.</summary>
    internal sealed record Progress([property: JsonPropertyName("nextExpectedRanges")] IReadOnlyList<string>? NextExpectedRanges);
}
