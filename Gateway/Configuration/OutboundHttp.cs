namespace Webhooks.Gateway.Configuration;

/// <summary>How the gateway asks others: no redirects, no cookies.</summary>
internal static class OutboundHttp
{
    /// <summary>For the life of the process: connections are renewed from time to time, so that a changed address is noticed.</summary>
    public static HttpMessageHandler Handler() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    /// <param name="timeout">For an answer, all of it.</param>
    /// <param name="largestAnswer">Bytes.</param>
    public static HttpClient Client(TimeSpan timeout, int largestAnswer) =>
        new(Handler()) { Timeout = timeout, MaxResponseContentBufferSize = largestAnswer };
}
