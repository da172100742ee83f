using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Temporal.Server.Wire;

namespace Temporal.Grpc.Tests;

/// <summary>A real Kestrel on a free loopback port, HTTP/2 only.</summary>
internal sealed class WireServer : IAsyncDisposable
{
    public const string Method = "/wire.Test/Call";

    private readonly WebApplication _app;

    private WireServer(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
    }

    public Uri Address { get; }

    public RecordedLog Log => _app.Services.GetRequiredService<RecordedLog>();

    public static async Task<WireServer> StartAsync(
        Action<IEndpointRouteBuilder> map,
        GrpcServerOptions? options = null,
        HttpProtocols protocols = HttpProtocols.Http2,
        Action<Http2Limits>? limit = null,
        X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            limit?.Invoke(kestrel.Limits.Http2);
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = protocols;
                if (certificate is not null)
                {
                    listen.UseHttps(certificate);
                }
            });
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(options ?? GrpcServerOptions.Default);
        var log = new RecordedLog();
        builder.Services.AddSingleton(log);
        builder.Logging.AddProvider(log);
        var app = builder.Build();
        app.UseRouting();
        map(app);
        await app.StartAsync();
        return new WireServer(app);
    }

    public GrpcChannel Connect(bool gzip = false, int? maxReceiveBytes = null) => new(new GrpcChannelOptions
    {
        Address = Address,
        Gzip = gzip,
        MaxReceiveBytes = maxReceiveBytes ?? 128 * 1024 * 1024,
    });

    public Task StopAsync() => _app.StopAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
