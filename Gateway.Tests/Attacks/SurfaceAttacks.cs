using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using Webhooks.Gateway.Tests.EventGrid;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Attacks;

internal static class SurfaceAttacks
{
    /// <summary>No attack: what every receiver must do, and every flawed one does.</summary>
    public static async Task AcceptsHonestDeliveriesAsync(Target target)
    {
        var push = new Delivery();
        await target.AcceptsAsync(push.Signed());
        await target.AcceptsAsync(push.Signed(), HttpStatusCode.OK);
        await target.AcceptsAsync(new JiraDelivery().Signed());
        await target.AcceptsAsync(TokenAttacks.Connect(TokenAttacks.Token(TokenAttacks.Claims(target))));
        var events = new EventRequest { Body = $"[{EventRequest.Event($"{Guid.NewGuid()}")}]" };
        await target.AcceptsAsync(events.Request());
    }

    [Attack(53, 54)]
    public static async Task Sending_more_than_the_cap_without_saying_so(Target target)
    {
        var before = target.BytesRead;
        var request = new Delivery { Source = "small" }.Signed();
        var type = request.Content?.Headers.ContentType;
        request.Content = new StreamContent(PipeReader.Create(new ReadOnlySequence<byte>(new byte[16 * 1024 * 1024])).AsStream());
        request.Content.Headers.ContentType = type;
        request.Headers.TransferEncodingChunked = true;

        await target.RefusesAsync(HttpStatusCode.RequestEntityTooLarge, request);
        Assert.InRange(target.BytesRead - before, 0, 1024 * 1024);
    }

    [Attack(57)]
    public static Task Sending_no_type_or_another(Target target)
    {
        var untyped = new Delivery().Signed();
        (untyped.Content ?? throw new InvalidOperationException("It has a body.")).Headers.ContentType = null;
        return target.RefusesAsync(HttpStatusCode.UnsupportedMediaType, untyped, new Delivery { ContentType = "text/plain" }.Signed());
    }

    [Attack(62)]
    public static Task Using_another_method(Target target) => target.RefusesAsync(
        HttpStatusCode.MethodNotAllowed,
        new[] { "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE" }.Select(method =>
        {
            var request = new Delivery().Signed();
            request.Method = new HttpMethod(method);
            return request;
        }));

    [Attack(51)]
    public static async Task Reading_secrets_from_answers_and_logs(Target target)
    {
        var delivery = new Delivery();
        var answer = await target.Client.SendAsync(delivery.Request("sha256=" + new string('0', 64)));
        var query = await target.Client.SendAsync(new EventRequest { Source = "query", HeaderSecret = null, Query = $"?code={Target.QuerySecret}&x=1" }.Request());
        Assert.Equal(HttpStatusCode.Accepted, query.StatusCode);
        var said = new StringBuilder();
        foreach (var response in new[] { answer, query })
        {
            said.Append(response.Headers).Append(await response.Content.ReadAsStringAsync());
        }

        var seen = target.App.LogLines.Append(said.ToString()).ToList();
        foreach (var secret in new[] { Target.QuerySecret, GatewayApp.Secret, Delivery.Sign(delivery.Body)["sha256=".Length..] })
        {
            Assert.DoesNotContain(seen, line => line.Contains(secret, StringComparison.Ordinal));
        }
    }
}
