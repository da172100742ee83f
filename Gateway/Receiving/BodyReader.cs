namespace Webhooks.Gateway.Receiving;

/// <summary>Reads a body up to a cap, whatever its headers claim, and stops at the first byte above it.</summary>
internal static class BodyReader
{
    private const int FirstBuffer = 16 * 1024;
    private const int LargestFirstBuffer = 64 * 1024;

    /// <param name="request">Whose body it is.</param>
    /// <param name="body">Where it goes.</param>
    /// <param name="cap">The most bytes.</param>
    /// <param name="isLate">Asked whenever a part has come; the server sees to it that one comes.</param>
    /// <param name="aborted">The client has gone away.</param>
    /// <returns>Null when the whole body is in <paramref name="body"/>.</returns>
    public static async ValueTask<ReceiveProblem?> ReadAsync(HttpRequest request, PooledBody body, int cap, Func<bool> isLate, CancellationToken aborted)
    {
        if (request.ContentLength > cap)
        {
            return ReceiveProblem.BodyTooLarge;
        }

        // The claimed length only sizes the first buffer, and only so far: it costs the sender nothing to claim.
        var expected = (int)Math.Min(request.ContentLength + 1 ?? FirstBuffer, LargestFirstBuffer);
        try
        {
            while (true)
            {
                // One byte more than the cap is enough to know that there are too many.
                if (!body.TryGrow(expected, cap + 1))
                {
                    return ReceiveProblem.GatewayOverloaded;
                }

                var read = await request.Body.ReadAsync(body.Free, aborted);
                if (read == 0)
                {
                    return request.ContentLength is { } claimed && claimed != body.Length ? ReceiveProblem.BodyIncomplete : null;
                }

                body.Advance(read);
                if (isLate())
                {
                    return ReceiveProblem.BodyTooSlow;
                }

                if (body.Length > cap)
                {
                    return ReceiveProblem.BodyTooLarge;
                }
            }
        }
        catch (BadHttpRequestException e)
        {
            return e.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => ReceiveProblem.BodyTooLarge,
                StatusCodes.Status408RequestTimeout => ReceiveProblem.BodyTooSlow,
                _ => ReceiveProblem.BodyIncomplete,
            };
        }
        catch (Exception e) when (e is IOException || (e is OperationCanceledException && aborted.IsCancellationRequested))
        {
            // The client went away in the middle; whatever is answered reaches nobody, but the visit is counted.
            return ReceiveProblem.BodyIncomplete;
        }
    }
}
