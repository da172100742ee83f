using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Webhooks.Gateway.Limits;
using Webhooks.Gateway.Receiving;

namespace Webhooks.Gateway.Configuration;

/// <summary>The listener: what it is bound to, what it puts up with, and what it says when no route does.</summary>
internal static class HttpSetup
{
    private const int DefaultPort = 8080;

    /// <summary>After the requests: for the listener, what is being signalled, and storage.</summary>
    private static readonly TimeSpan TimeForTheRest = TimeSpan.FromSeconds(15);

    public static WebApplicationBuilder ConfigureHttp(this WebApplicationBuilder builder)
    {
        if (!Listeners.AreConfigured(builder.Configuration))
        {
#pragma warning disable S5332 // Loopback only; TLS is ended by the proxy that faces the providers.
            builder.WebHost.UseUrls($"http://{IPAddress.Loopback}:{DefaultPort}");
#pragma warning restore S5332
        }

        builder.WebHost.ConfigureKestrel(Limit);
        builder.Services.AddOptions<HostOptions>().Configure<HttpSettings>((host, http) => host.ShutdownTimeout = http.DrainNotice + http.DrainTime + TimeForTheRest);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.PostConfigure<LoggerFilterOptions>(KeepQueriesOutOfLogs);
        return builder;
    }

    private static void Limit(KestrelServerOptions kestrel)
    {
        var http = kestrel.ApplicationServices.GetRequiredService<HttpSettings>();
        var connections = kestrel.ApplicationServices.GetRequiredService<AddressConnections>();
        kestrel.AddServerHeader = false;
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => connection => connections.HandleAsync(connection, next)));
        var limits = kestrel.Limits;
        limits.MaxRequestBodySize = SourceCatalog.LargestBodyBytes + 1;
        // Read ahead of us, a connection: outside of the budget for bodies.
        limits.MaxRequestBufferSize = 128 * 1024;
        limits.MaxRequestHeaderCount = 100;
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.MaxRequestLineSize = 8 * 1024;
        limits.MaxConcurrentConnections = http.MaximumConnections;
        limits.MaxConcurrentUpgradedConnections = 0;
        limits.RequestHeadersTimeout = http.HeaderTime;
        limits.KeepAliveTimeout = http.IdleTime;
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 1024, http.BodyGrace);
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 1024, http.BodyGrace);
        limits.Http2.MaxStreamsPerConnection = 100;
        limits.Http2.MaxRequestHeaderFieldSize = 16 * 1024;
    }

    /// <summary>
    /// The server's own lines about a request show its address before any of our code has seen it, and a query may carry a secret: no
    /// configured level turns them on.
    /// </summary>
    private static void KeepQueriesOutOfLogs(LoggerFilterOptions filters)
    {
        foreach (var provider in filters.Rules.Select(rule => rule.ProviderName).Append(null).Distinct(StringComparer.Ordinal).ToArray())
        {
            filters.Rules.Add(new LoggerFilterRule(provider, "Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning, null));
            filters.Rules.Add(new LoggerFilterRule(provider, "Microsoft.AspNetCore.Server.Kestrel.BadRequests", LogLevel.Warning, null));
        }
    }

    /// <summary>What no route answers, and what fails by mistake, is a problem document too.</summary>
    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context => Answers.WriteProblemAsync(context, ProblemTexts.OfStatus(StatusCodes.Status500InternalServerError)),
        });
        app.UseStatusCodePages(context => Answers.WriteProblemAsync(context.HttpContext, ProblemTexts.OfStatus(context.HttpContext.Response.StatusCode)));
        app.Use(next => context => IsAmbiguous(context.Request) ? RefuseFramingAsync(context) : next(context));
    }

    /// <summary>
    /// A length and chunks at once: the server would go by the chunks, but whoever passed the request on may have gone by the length, and then what
    /// follows on the connection is not what it seems. The server has renamed the length by now.
    /// </summary>
    private static bool IsAmbiguous(HttpRequest request) => request.Headers.TransferEncoding.Count > 0 && request.Headers.ContainsKey("X-Content-Length");

    private static Task RefuseFramingAsync(HttpContext context)
    {
        context.Response.Headers.Connection = "close";
        return Answers.WriteProblemAsync(context, ProblemTexts.FramingAmbiguous());
    }
}
