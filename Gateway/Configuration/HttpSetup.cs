using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Webhooks.Gateway.Receiving;

namespace Webhooks.Gateway.Configuration;

/// <summary>The listener: what it is bound to, what it puts up with, and what it says when no route does.</summary>
internal static class HttpSetup
{
    private const int DefaultPort = 8080;

    public static WebApplicationBuilder ConfigureHttp(this WebApplicationBuilder builder)
    {
        if (!Listeners.AreConfigured(builder.Configuration))
        {
#pragma warning disable S5332 // Loopback only; TLS is ended by the proxy that faces the providers.
            builder.WebHost.UseUrls($"http://{IPAddress.Loopback}:{DefaultPort}");
#pragma warning restore S5332
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            var limits = kestrel.Limits;
            limits.MaxRequestBodySize = SourceCatalog.LargestBodyBytes + 1;
            limits.MaxRequestHeaderCount = 100;
            limits.MaxRequestHeadersTotalSize = 32 * 1024;
            limits.MaxRequestLineSize = 8 * 1024;
            limits.MaxConcurrentConnections = 10_000;
            limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
            limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(10));
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.PostConfigure<LoggerFilterOptions>(KeepQueriesOutOfLogs);
        return builder;
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
        app.UseRouting();
    }
}
