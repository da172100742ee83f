using System.Net;
using System.Text;
using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Receiving;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Receiving;

public sealed class RequestTests : IDisposable
{
    private readonly GatewayApp app = new();
    private readonly HttpClient client;

    public RequestTests() => client = app.CreateClient();

    public void Dispose() => app.Dispose();

    [Fact]
    public async Task An_accepted_delivery_is_answered_with_exactly_what_is_promised()
    {
        var delivery = new Delivery();

        var response = await client.SendAsync(delivery.Signed());

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            $$"""{"deliveryId":"{{delivery.Id}}","entity":"github/repository/186853002","workflowId":"github/repository/186853002","state":"accepted","outcome":"/api/deliveries/{{delivery.Id}}"}""",
            await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_unknown_source_is_not_found()
    {
        await (await client.SendAsync(new Delivery { Source = "nobody" }.Signed())).IsProblemAsync(HttpStatusCode.NotFound, "source-unknown");
        await (await client.SendAsync(new Delivery { Source = "HELLO" }.Signed())).IsProblemAsync(HttpStatusCode.NotFound, "source-unknown");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    public async Task Only_post_delivers(string method)
    {
        var response = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/webhooks/hello"));

        await response.IsProblemAsync(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json-seq")]
    [InlineData("multipart/form-data")]
    [InlineData(null)]
    public async Task A_content_type_that_GitHub_does_not_send_is_refused(string? type)
    {
        var request = new Delivery().Signed();
        request.Content!.Headers.Remove("Content-Type"); // Not null: every delivery has content.
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);

        await (await client.SendAsync(request)).IsProblemAsync(HttpStatusCode.UnsupportedMediaType, "content-type-unsupported");
        Assert.Equal(0, await app.CountAsync());
    }

    [Fact]
    public async Task A_charset_beside_the_content_type_is_fine() => Assert.Equal(
        HttpStatusCode.Accepted,
        (await client.SendAsync(new Delivery { ContentType = "application/json; charset=utf-8" }.Signed())).StatusCode);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a b")]
    [InlineData("a\tb")]
    [InlineData("é")]
    [InlineData("a\u0001b")]
    public async Task A_delivery_id_that_is_no_id_is_refused(string? guid)
    {
        var request = new Delivery().Signed();
        request.Headers.Remove("X-GitHub-Delivery");
        if (guid is not null)
        {
            request.Headers.TryAddWithoutValidation("X-GitHub-Delivery", guid);
        }

        await (await client.SendAsync(request)).IsProblemAsync(HttpStatusCode.BadRequest, "delivery-id-invalid");
        Assert.Equal(0, await app.CountAsync());
    }

    [Fact]
    public async Task Headers_that_are_too_long_or_missing_are_refused()
    {
        await (await client.SendAsync(new Delivery { Guid = new string('a', 500) }.Signed())).IsProblemAsync(HttpStatusCode.BadRequest, "delivery-id-invalid");
        await (await client.SendAsync(new Delivery { Event = new string('a', 65) }.Signed())).IsProblemAsync(HttpStatusCode.BadRequest, "event-name-invalid");
        await (await client.SendAsync(new Delivery { Event = "" }.Signed())).IsProblemAsync(HttpStatusCode.BadRequest, "event-name-invalid");
        await (await client.SendAsync(new Delivery { Hook = new string('1', 65) }.Signed())).IsProblemAsync(HttpStatusCode.BadRequest, "hook-id-invalid");
    }

    [Theory]
    [InlineData("ping", "ping")]
    [InlineData("issues", "unsupported-event")]
    [InlineData("something_that_GitHub_will_invent", "unsupported-event")]
    public async Task An_event_without_a_handler_is_accepted_and_settled_by_rule(string name, string rule)
    {
        var delivery = new Delivery { Event = name };

        var answer = await (await client.SendAsync(delivery.Signed())).JsonAsync();

        Assert.Equal("settled", answer.GetProperty("state").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, answer.GetProperty("workflowId").ValueKind);
        var record = await app.FindAsync(delivery.Id);
        Assert.Equal(DeliveryState.Settled, record?.State);
        Assert.Equal((OutcomeKind.Filtered, rule), (record?.Outcome?.Kind, record?.Outcome?.Reason));
    }

    [Fact]
    public async Task The_ping_of_a_hook_without_a_repository_is_about_the_hook()
    {
        var ping = new Delivery { Event = "ping", Body = "{\"zen\":\"Design for failure.\",\"hook_id\":4711}"u8.ToArray() };

        var answer = await (await client.SendAsync(ping.Signed())).JsonAsync();

        Assert.Equal("github/hook/4711", answer.GetProperty("entity").GetString());
    }

    [Theory]
    [InlineData("", "body-empty")]
    [InlineData("not json", "body-not-json")]
    [InlineData("[1]", "body-not-an-object")]
    [InlineData("{\"repository\":{\"id\":\"seven\"}}", "repository-id-invalid")]
    public async Task A_signed_push_that_cannot_be_read_is_kept_and_shown_as_quarantined(string body, string reason)
    {
        var delivery = new Delivery { Body = Encoding.UTF8.GetBytes(body) };

        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(delivery.Signed())).StatusCode);

        var shown = await (await client.GetAsync($"/api/deliveries/{delivery.Id}")).JsonAsync();
        Assert.Equal("settled", shown.GetProperty("state").GetString());
        Assert.Equal("quarantined", shown.GetProperty("outcome").GetProperty("kind").GetString());
        Assert.Equal(reason, shown.GetProperty("outcome").GetProperty("reason").GetString());
        Assert.Equal(body.Length, shown.GetProperty("bodyBytes").GetInt32());
    }

    [SkippableFact]
    public async Task Pushes_that_GitHub_really_sent_are_accepted_and_identified()
    {
        var folder = Corpus.Folder("github/push");
        Skip.If(folder is null, "No recorded pushes: ../shared/corpus/github/push is not there.");
        var files = Directory.GetFiles(folder, "*.json");
        Assert.NotEmpty(files);

        foreach (var file in files)
        {
            var delivery = new Delivery { Body = await File.ReadAllBytesAsync(file) };
            var answer = await (await client.SendAsync(delivery.Signed())).JsonAsync();
            Assert.True(answer.GetProperty("state").GetString() == "accepted", $"{file}: {answer} {(await app.FindAsync(delivery.Id))?.Outcome}");
            Assert.Equal("github/repository/186853002", answer.GetProperty("workflowId").GetString());
        }
    }

    [Fact]
    public async Task When_the_journal_fails_nothing_is_accepted_and_the_provider_is_asked_to_come_back()
    {
        var delivery = new Delivery();
        await app.Journal.DisposeAsync();

        var response = await client.SendAsync(delivery.Signed());

        await response.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "storage-unavailable");
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Null(await app.FindAsync(delivery.Id));
        await (await client.SendAsync(delivery.Signed())).IsProblemAsync(HttpStatusCode.ServiceUnavailable, "storage-unavailable");
    }

    [Fact]
    public async Task What_the_disk_did_not_take_is_refused_each_time_and_new_when_it_comes_again()
    {
        var delivery = new Delivery();
        var inTheWay = Directory.CreateDirectory(Path.Combine(app.DataFolder, "journal", "0000000001.segment"));

        var refused = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => client.SendAsync(delivery.Signed()))).WaitAsync(TimeSpan.FromSeconds(60));
        foreach (var response in refused)
        {
            await response.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "storage-unavailable");
        }

        Assert.Null(await app.FindAsync(delivery.Id));
        inTheWay.Delete();
        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(delivery.Signed())).StatusCode);
        Assert.Equal(0, (await app.FindAsync(delivery.Id))?.DuplicateCount);
        Assert.Equal(1, await app.CountAsync());
    }

    [Fact]
    public async Task When_the_ledger_cannot_say_whether_it_is_known_nothing_is_accepted()
    {
        await app.Store.Ledger.DisposeAsync();

        await (await client.SendAsync(new Delivery().Signed())).IsProblemAsync(HttpStatusCode.ServiceUnavailable, "storage-unavailable");
    }

    [Fact]
    public async Task One_line_a_delivery_is_logged_and_no_body()
    {
        var delivery = new Delivery();
        await client.SendAsync(delivery.Signed());

        var line = Assert.Single(app.LogLines, line => line.Contains(delivery.Id, StringComparison.Ordinal));
        Assert.Contains("source=hello event=push outcome=accepted entity=github/repository/186853002", line, StringComparison.Ordinal);
        Assert.DoesNotContain(app.LogLines, logged => logged.Contains("Say hello", StringComparison.Ordinal));
    }

    [Fact]
    public void Problem_types_are_stable() => Assert.Equal(
        [
            "404 source-unknown", "503 shutting-down", "429 address-rate-exceeded", "503 gateway-overloaded", "403 address-refused", "503 address-deferred",
            "503 address-list-unavailable", "405 method-not-allowed", "405 origin-refused", "415 content-type-unsupported", "415 content-encoding-unsupported",
            "401 signature-missing", "401 signature-malformed", "401 secret-missing", "413 body-too-large", "400 body-incomplete", "408 body-too-slow",
            "401 signature-invalid", "401 secret-invalid", "401 token-missing", "401 token-malformed", "401 token-invalid",
            "503 keys-unavailable", "503 secrets-unavailable", "400 delivery-id-invalid", "400 event-name-invalid", "400 hook-id-invalid",
            "413 batch-too-large", "403 topic-unexpected", "400 handshake-invalid",
            "429 source-rate-exceeded", "503 storage-unavailable",
        ],
        Enum.GetValues<ReceiveProblem>().Select(ProblemTexts.Of).Select(problem => $"{problem.Status} {ProblemTexts.ShortName(problem)}"));

    [Fact]
    public async Task What_is_nowhere_is_a_problem_too() =>
        await (await client.GetAsync("/nowhere")).IsProblemAsync(HttpStatusCode.NotFound, "not-found");
}
