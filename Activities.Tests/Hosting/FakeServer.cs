using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Webhooks.Activities.Tests.Hosting;

/// <summary>An outside system on a port of its own. What nobody expected it to be asked fails the test.</summary>
public abstract class FakeServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> strays = new();
    private readonly ConcurrentQueue<string> asked = new();
    private WebApplication? app;

    /// <summary>May answer instead; true when it did.</summary>
    public Func<HttpContext, Task<bool>> Interrupt { get; set; } = _ => Task.FromResult(false);

    /// <summary>Method, path and query of every request, in order.</summary>
    public IReadOnlyList<string> Asked => [.. asked];

    public Uri Address { get; private set; } = new("http://127.0.0.1:1");

    public async ValueTask DisposeAsync()
    {
        await (app?.DisposeAsync() ?? ValueTask.CompletedTask);
        GC.SuppressFinalize(this);
        Assert.Empty(strays);
    }

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Use(async (context, next) =>
        {
            asked.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
            if (!await Interrupt(context))
            {
                await next(context);
            }
        });
        Map(app);
        app.MapFallback(context =>
        {
            strays.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
            context.Response.StatusCode = StatusCodes.Status418ImATeapot;
            return Task.CompletedTask;
        });
        await app.StartAsync();
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()); // Kestrel has one.
    }

    protected abstract void Map(WebApplication routes);
}
