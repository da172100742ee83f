using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Webhooks.Gateway.Tests.Limits;

/// <summary>GitHub's <c>/meta</c> with a real listener, whose answer can change and which can fail.</summary>
internal sealed class MetaStub : IAsyncDisposable
{
    private readonly WebApplication app;

    private MetaStub(WebApplication app) => this.app = app;

    public string Body { get; set; } = """{"verifiable_password_authentication":true,"hooks":["127.0.0.2/32","2a0a:a440::/29"],"web":["0.0.0.0/0"]}""";

    public string Tag { get; set; } = "\"one\"";

    public int Status { get; set; } = 200;

    /// <summary>What was answered, in order.</summary>
    public List<int> Answers { get; } = [];

    public string Address => $"{app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()}/meta"; // Kestrel has one.

    public static async Task<MetaStub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = builder.Build();
        var stub = new MetaStub(server);
        server.MapGet("/meta", stub.AnswerAsync);
        server.MapGet("/elsewhere", context => context.Response.WriteAsync("""{"hooks":["127.0.0.3/32"]}""", context.RequestAborted));
        await server.StartAsync();
        return stub;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        Assert.NotEqual(0, context.Request.Headers.UserAgent.Count);
        context.Response.StatusCode = Status == 200 && context.Request.Headers.IfNoneMatch == Tag ? 304 : Status;
        Answers.Add(context.Response.StatusCode);
        context.Response.Headers.Location = context.Response.StatusCode == 302 ? "/elsewhere" : default;
        context.Response.Headers.ETag = Tag;
        context.Response.ContentType = "application/json";
        return context.Response.StatusCode == 304 ? Task.CompletedTask : context.Response.WriteAsync(Body, context.RequestAborted);
    }
}
