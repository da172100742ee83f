namespace Webhooks.Gateway.Tests.Hosting;

/// <summary>A delivery of which the last byte has not come yet: it holds its place until <see cref="FinishAsync"/>.</summary>
internal sealed class UnfinishedDelivery : IAsyncDisposable
{
    private readonly RawConnection connection;
    private readonly byte[] rest;

    private UnfinishedDelivery(RawConnection connection, byte[] rest) => (this.connection, this.rest) = (connection, rest);

    public static async Task<UnfinishedDelivery> BeginAsync(Uri gateway, Delivery delivery, string from = "127.0.0.1", string? signature = null)
    {
        var opened = await RawConnection.OpenAsync(gateway, from);
        await opened.SendAsync(
            $"POST /webhooks/{delivery.Source} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-GitHub-Event: {delivery.Event}\r\n"
            + $"X-GitHub-Delivery: {delivery.Guid}\r\nX-GitHub-Hook-ID: {delivery.Hook}\r\n"
            + $"X-Hub-Signature-256: {signature ?? Delivery.Sign(delivery.Body, delivery.Secret)}\r\nContent-Length: {delivery.Body.Length}\r\n"
            + "Expect: 100-continue\r\n\r\n");

        // The gateway asks for the body only when it has let the request in.
        Assert.StartsWith("HTTP/1.1 100 ", await opened.ReadAsync("\r\n\r\n"), StringComparison.Ordinal);
        await opened.SendAsync(delivery.Body[..^1]);
        return new UnfinishedDelivery(opened, delivery.Body[^1..]);
    }

    /// <returns>The answer's first line and headers.</returns>
    public async Task<string> FinishAsync()
    {
        await connection.SendAsync(rest);
        return await connection.ReadAsync("\r\n\r\n");
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
