using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Cli.Tests;

public sealed class SendDeliveriesTests : IAsyncLifetime
{
    private const string Secret = "s3cret of the source";

    private readonly string _folder = Directory.CreateTempSubdirectory("cli-tests-").FullName;
    private readonly Receiver _receiver = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _receiver.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_folder_is_sent_in_order_signed_and_with_the_event_of_its_parent_folder()
    {
        Write("push/1.json", "{\"a\":1}");
        Write("push/2.json", "{\"a\": 2}\n");
        Write("ping/1.json", "{}");
        Write("push/notes.txt", "no");
        var run = await SendAsync(_folder);
        Assert.Equal(0, run.ExitCode);
        var requests = _receiver.Requests.ToList();
        Assert.Equal(["ping", "push", "push"], requests.Select(request => request.Headers["X-GitHub-Event"]));
        Assert.Equal(["{}", "{\"a\":1}", "{\"a\": 2}\n"], requests.Select(request => Encoding.UTF8.GetString(request.Body)));
        Assert.Equal(3, requests.Select(request => request.Headers["X-GitHub-Delivery"]).Distinct(StringComparer.Ordinal).Count());
        Assert.All(requests, request =>
        {
            var expected = $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), request.Body))}";
            Assert.Equal(expected, request.Headers["X-Hub-Signature-256"]);
            Assert.Equal("application/json", request.Headers["Content-Type"]);
            Assert.Equal("1", request.Headers["X-GitHub-Hook-ID"]);
        });
        Assert.Contains("3 of 3 accepted", run.Output, StringComparison.Ordinal);
        Assert.Contains("0123456789abcdef", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_file_is_sent_as_the_event_and_with_the_ids_that_were_given()
    {
        var file = Write("any.json", "{}");
        Assert.Equal(0, (await SendAsync(file, "--event", "release", "--delivery-id", "abc", "--hook-id", "77")).ExitCode);
        var headers = Assert.Single(_receiver.Requests).Headers;
        Assert.Equal(("release", "abc", "77"), (headers["X-GitHub-Event"], headers["X-GitHub-Delivery"], headers["X-GitHub-Hook-ID"]));
    }

    [Fact]
    public async Task A_refused_delivery_is_shown_with_its_problem_and_the_others_are_still_sent()
    {
        Write("push/1.json", "refuse");
        Write("push/2.json", "{}");
        var run = await SendAsync(_folder);
        Assert.Equal(1, run.ExitCode);
        Assert.Matches("1.json +push +401 .*The signature is wrong", run.Output);
        Assert.Contains("1 of 2 accepted", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_there_is_a_refusal()
    {
        var file = Write("push/1.json", "{}");
        var run = await SendAsync(file, "--url", "http://127.0.0.1:1/webhooks/github");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("0 of 1 accepted", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_cannot_speak_to_the_terminal()
    {
        var file = Write("push/1.json", "escape");
        Assert.DoesNotContain('\u001b', (await SendAsync(file)).Output);
    }

    [Fact]
    public async Task A_Jira_file_is_signed_and_has_the_identifier_of_its_delivery()
    {
        var file = Write("jira/1.json", "{\"webhookEvent\":\"jira:issue_updated\"}");
        Assert.Equal(0, (await SendAsync(file, "--provider", "jira")).ExitCode);
        Assert.Equal(0, (await SendAsync(file, "--provider", "jira", "--delivery-id", "one")).ExitCode);
        var requests = _receiver.Requests.ToList();
        Assert.All(requests, request =>
        {
            var expected = $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), request.Body))}";
            Assert.Equal(expected, request.Headers["X-Hub-Signature"]);
            Assert.Equal("application/json; charset=UTF-8", request.Headers["Content-Type"]);
        });
        Assert.True(Guid.TryParse(requests[0].Headers["X-Atlassian-Webhook-Identifier"], out _));
        Assert.Equal("one", requests[1].Headers["X-Atlassian-Webhook-Identifier"]);
    }

    [Theory]
    [InlineData("[{\"id\":\"1\",\"eventType\":\"t\"}]", "application/json; charset=utf-8")]
    [InlineData("{\"specversion\":\"1.0\"}", "application/cloudevents+json; charset=utf-8")]
    [InlineData("[{\"specversion\":\"1.0\"}]", "application/cloudevents-batch+json; charset=utf-8")]
    [InlineData("no JSON", "application/json; charset=utf-8")]
    public async Task An_Event_Grid_file_carries_the_secret_and_the_type_of_its_schema(string body, string mediaType)
    {
        var file = Write("grid/1.json", body);
        Assert.Equal(0, (await SendAsync(file, "--provider", "eventgrid", "--secret-header", "X-Grid-Secret")).ExitCode);
        Assert.Equal(0, (await SendAsync(file, "--provider", "eventgrid", "--secret-parameter", "code")).ExitCode);
        var requests = _receiver.Requests.ToList();
        Assert.All(requests, request => Assert.Equal((mediaType, "Notification"), (request.Headers["Content-Type"], request.Headers["aeg-event-type"])));
        Assert.Equal(Secret, requests[0].Headers["X-Grid-Secret"]);
        Assert.Equal("", requests[0].Query);
        Assert.Equal($"?code={Uri.EscapeDataString(Secret)}", requests[1].Query);
    }

    [Fact]
    public async Task Event_Grid_without_a_place_for_the_secret_is_not_sent()
    {
        var file = Write("grid/1.json", "{}");
        Assert.Equal(2, (await SendAsync(file, "--provider", "eventgrid")).ExitCode);
        Assert.Equal(2, (await SendAsync(file, "--provider", "eventgrid", "--secret-header", "a", "--secret-parameter", "b")).ExitCode);
        Assert.Empty(_receiver.Requests);
    }

    [Fact]
    public async Task A_list_that_is_answered_is_shown_with_all_its_deliveries()
    {
        var run = await SendAsync(Write("grid/1.json", "list"), "--provider", "eventgrid", "--secret-header", "X-Grid-Secret");
        Assert.Matches("202 +aaaa, bbbb +settled", run.Output);
    }

    [Fact]
    public async Task Without_secret_or_files_nothing_is_sent()
    {
        var file = Write("push/1.json", "{}");
        Directory.CreateDirectory(Path.Combine(_folder, "empty"));
        Assert.Equal(2, (await CommandRun.OfAsync("send", file, "--url", _receiver.Address, "--secret-file", Path.Combine(_folder, "absent"))).ExitCode);
        Assert.Equal(2, (await SendAsync(Path.Combine(_folder, "empty"))).ExitCode);
        Assert.Equal(2, (await SendAsync(Path.Combine(_folder, "absent.json"))).ExitCode);
        Write("push/2.json", "{}");
        Assert.Equal(2, (await SendAsync(_folder, "--delivery-id", "abc")).ExitCode);
        Assert.Empty(_receiver.Requests);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? _folder);
        File.WriteAllText(path, text);
        return path;
    }

    private Task<CommandRun> SendAsync(string path, params string[] more)
    {
        var secret = Path.Combine(_folder, "secret");
        File.WriteAllText(secret, Secret + "\n");
        string[] url = more.Contains("--url", StringComparer.Ordinal) ? [] : ["--url", _receiver.Address];
        return CommandRun.OfAsync(["send", path, "--secret-file", secret, .. url, .. more]);
    }

    /// <summary>Takes deliveries and answers as the gateway does.</summary>
    private sealed class Receiver : IAsyncDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly Task _running;

        public Receiver()
        {
            Address = Listen();
            _running = RunAsync();
        }

        public string Address { get; }

        public ConcurrentQueue<(Dictionary<string, string?> Headers, byte[] Body, string? Query)> Requests { get; } = new();

        public async ValueTask DisposeAsync()
        {
            _listener.Close();
            await _running;
        }

        private string Listen()
        {
            using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
            probe.Stop();
            _listener.Prefixes.Add(address);
            _listener.Start();
            return address + "webhooks/github";
        }

        private async Task RunAsync()
        {
            while (_listener.IsListening)
            {
                try
                {
                    await AnswerAsync(await _listener.GetContextAsync());
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                {
                    // Closed by the test's end.
                    return;
                }
            }
        }

        private async Task AnswerAsync(HttpListenerContext context)
        {
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            var headers = context.Request.Headers;
            Requests.Enqueue((headers.AllKeys.OfType<string>().ToDictionary(name => name, name => headers[name], StringComparer.OrdinalIgnoreCase), body.ToArray(), context.Request.Url?.Query));
            var text = Encoding.UTF8.GetString(body.ToArray());
            context.Response.StatusCode = text == "refuse" ? 401 : 202;
            var answer = text switch
            {
                "refuse" => "{\"title\":\"The signature is wrong\"}",
                "list" => "[{\"deliveryId\":\"aaaa\",\"state\":\"settled\"},{\"deliveryId\":\"bbbb\",\"state\":\"settled\"}]",
                "escape" => "{\"state\":\"\\u001b[31mred\"}",
                _ => "{\"deliveryId\":\"0123456789abcdef\",\"state\":\"accepted\"}",
            };
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer));
            context.Response.Close();
        }
    }
}
