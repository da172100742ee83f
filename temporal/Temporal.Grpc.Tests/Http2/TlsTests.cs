using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Temporal.Grpc.Tests.Http2;

public sealed class TlsTests
{
    [Fact]
    public async Task Calls_go_over_tls_with_the_callers_terms()
    {
        using var certificate = Create();
        await using var server = await ServeAsync(certificate);
        var asked = "";
        var terms = new SslClientAuthenticationOptions
        {
            TargetHost = "wire.test",
            RemoteCertificateValidationCallback = (_, presented, _, _) =>
            {
                asked = presented!.Subject;
                return asked == "CN=wire.test";
            },
        };
        using var channel = Connect(server, terms);

        var texts = Enumerable.Range(0, 50).Select(n => new string('x', n * 2_000)).ToArray();
        var answers = await Task.WhenAll(texts.Select(text => channel.SayAsync(text))).SoonAsync();

        Assert.Equal(texts, answers.Select(answer => answer.Value));
        Assert.Equal("CN=wire.test", asked);
        Assert.Null(terms.ApplicationProtocols);
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_unavailable()
    {
        using var certificate = Create();
        await using var server = await ServeAsync(certificate);
        using var channel = Connect(server, null);

        var failed = await Assert.ThrowsAsync<GrpcException>(() => channel.SayAsync("x").SoonAsync());

        Assert.Equal(GrpcStatusCode.Unavailable, failed.Code);
        Assert.Contains("certificate", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_http_2_is_unavailable()
    {
        using var certificate = Create();
        await using var server = await ServeAsync(certificate, HttpProtocols.Http1);
        using var channel = Connect(server, new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, presented, _, _) => presented is not null });

        Assert.Equal(GrpcStatusCode.Unavailable, (await Assert.ThrowsAsync<GrpcException>(() => channel.SayAsync("x").SoonAsync())).Code);
    }

    [Fact]
    public async Task A_server_that_does_not_say_what_it_speaks_over_tls_is_unavailable()
    {
        using var certificate = Create();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var channel = new GrpcChannel(new GrpcChannelOptions
        {
            Address = new Uri($"https://{listener.LocalEndpoint}"),
            Tls = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, presented, _, _) => presented is not null },
        });
        var call = channel.SayAsync("x");
        using var client = await listener.AcceptTcpClientAsync().SoonAsync();
        await using var secured = new SslStream(client.GetStream());

        await secured.AuthenticateAsServerAsync(certificate).SoonAsync();

        var failed = await Assert.ThrowsAsync<GrpcException>(() => call.SoonAsync());
        Assert.Equal(GrpcStatusCode.Unavailable, failed.Code);
        Assert.Contains("does not speak HTTP/2", failed.Message, StringComparison.Ordinal);
    }

    private static Task<WireServer> ServeAsync(X509Certificate2 certificate, HttpProtocols protocols = HttpProtocols.Http2) => WireServer.StartAsync(
        routes => RawServer.Map(routes, async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            await RawServer.AnswerAsync(context, body.ToArray(), trailers => trailers["grpc-status"] = "0");
        }),
        protocols: protocols,
        certificate: certificate);

    private static GrpcChannel Connect(WireServer server, SslClientAuthenticationOptions? terms) => new(new GrpcChannelOptions { Address = server.Address, Tls = terms });

    private static X509Certificate2 Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var created = new CertificateRequest("CN=wire.test", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(created.Export(X509ContentType.Pkcs12), password: null);
    }
}
