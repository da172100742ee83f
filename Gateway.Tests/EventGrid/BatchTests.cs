using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Webhooks.Contracts;
using Webhooks.Contracts.Azure;
using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Tests.Hosting;
using Webhooks.Gateway.Tests.StatusMatrix;
using Webhooks.Storage.Journal;

namespace Webhooks.Gateway.Tests.EventGrid;

public sealed class BatchTests : IDisposable
{
    private const string Resource = "/subscriptions/0000/resourceGroups/RG/providers/Microsoft.Web/sites/Shop";

    private readonly GatewayApp app = EventRequest.App();
    private readonly HttpClient client;

    public BatchTests() => client = app.CreateClient();

    public void Dispose() => app.Dispose();

    [Fact]
    public async Task Each_event_of_a_list_is_a_delivery_and_the_answer_is_a_list()
    {
        var response = await client.SendAsync(new EventRequest { Body = $"[{EventRequest.Event("1")},{EventRequest.Event("2")}]" }.Request());

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var answers = (await response.JsonAsync()).EnumerateArray().ToArray();
        Assert.Equal([EventRequest.IdOf("1"), EventRequest.IdOf("2")], answers.Select(answer => answer.GetProperty("deliveryId").GetString()));
        Assert.All(answers, answer => Assert.Equal("settled", answer.GetProperty("state").GetString()));
        Assert.NotNull(await app.FindAsync(EventRequest.IdOf("1")));
        Assert.NotNull(await app.FindAsync(EventRequest.IdOf("2")));
    }

    [Fact]
    public async Task A_single_object_is_answered_with_one()
    {
        var answer = await (await client.SendAsync(new EventRequest { Body = EventRequest.Event("1") }.Request())).JsonAsync();

        Assert.Equal(EventRequest.IdOf("1"), answer.GetProperty("deliveryId").GetString());
    }

    [Fact]
    public async Task A_list_is_a_list_whatever_the_content_type_says()
    {
        const string cloud = """{"specversion":"1.0","id":"1","source":"/subscriptions/0000","type":"t"}""";

        foreach (var type in new[] { "application/cloudevents+json", "application/cloudevents-batch+json", "application/json" })
        {
            Assert.Equal(JsonValueKind.Array, (await (await client.SendAsync(new EventRequest { Body = $"[{cloud}]", ContentType = type }.Request())).JsonAsync()).ValueKind);
            Assert.Equal(JsonValueKind.Object, (await (await client.SendAsync(new EventRequest { Body = cloud, ContentType = type }.Request())).JsonAsync()).ValueKind);
        }

        Assert.Equal(1, await app.CountAsync());
    }

    [Fact]
    public async Task An_id_that_repeats_inside_a_batch_is_one_delivery()
    {
        var response = await client.SendAsync(new EventRequest { Body = $"[{EventRequest.Event("1")},{EventRequest.Event("1")}]" }.Request());

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Single((await response.JsonAsync()).EnumerateArray(), answer => answer.TryGetProperty("duplicate", out _));
        Assert.Equal(1, await app.CountAsync());
        Assert.Equal(1, (await app.FindAsync(EventRequest.IdOf("1")))?.DuplicateCount);
    }

    [Fact]
    public async Task A_batch_that_comes_again_is_answered_200_and_one_with_something_new_202()
    {
        var request = new EventRequest { Body = $"[{EventRequest.Event("1")},{EventRequest.Event("2")}]" };
        await client.SendAsync(request.Request());

        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(request.Request())).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync((request with { Body = $"[{EventRequest.Event("1")},{EventRequest.Event("3")}]" }).Request())).StatusCode);
        Assert.Equal(3, await app.CountAsync());
    }

    [Fact]
    public async Task Case_38_the_same_id_from_another_topic_is_another_delivery_and_from_the_same_in_other_case_is_not()
    {
        var body = $"[{EventRequest.Event("1", "/subscriptions/a")},{EventRequest.Event("1", "/subscriptions/b")},{EventRequest.Event("1", "/SUBSCRIPTIONS/A")}]";

        await client.SendAsync(new EventRequest { Body = body }.Request());

        Assert.Equal(2, await app.CountAsync());
    }

    [Fact]
    public async Task Case_52_five_thousand_events_with_one_poisoned_are_accepted_and_that_one_is_quarantined()
    {
        var events = Enumerable.Range(0, 5000).Select(i => i == 2500 ? """{"id":7}""" : EventRequest.Event($"{i}"));

        var response = await client.SendAsync(new EventRequest { Body = $"[{string.Join(',', events)}]" }.Request());

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var ids = (await response.JsonAsync()).EnumerateArray().Select(answer => answer.GetProperty("deliveryId").GetString() ?? "").ToArray();
        Assert.Equal(5000, ids.Distinct().Count());
        Assert.Equal((OutcomeKind.Quarantined, "id-invalid"), await OutcomeAsync(ids[2500]));
        Assert.Equal((OutcomeKind.Filtered, "unsupported-event"), await OutcomeAsync(ids[2499]));
        Assert.Equal((OutcomeKind.Filtered, "unsupported-event"), await OutcomeAsync(ids[4999]));
    }

    [Fact]
    public async Task More_events_than_Event_Grid_sends_are_refused_whole()
    {
        var body = $"[{string.Join(',', Enumerable.Range(0, 5001).Select(i => EventRequest.Event($"{i}")))}]";

        await (await client.SendAsync(new EventRequest { Body = body }.Request())).IsProblemAsync(HttpStatusCode.RequestEntityTooLarge, "batch-too-large");
        Assert.Equal(0, await app.CountAsync());
    }

    [Theory]
    [InlineData("7", "event-not-an-object")]
    [InlineData("null", "event-not-an-object")]
    [InlineData("{}", "id-invalid")]
    [InlineData("""{"id":"","topic":"t","eventType":"e"}""", "id-invalid")]
    [InlineData("""{"id":"1","eventType":"e"}""", "topic-invalid")]
    [InlineData("""{"id":"1","topic":"t","eventType":["e"]}""", "event-type-invalid")]
    [InlineData("""{"id":"1","topic":"t","eventType":"a\nb"}""", "event-type-invalid")]
    [InlineData("""{"id":"1","id":"2","topic":"t","eventType":"e"}""", "event-too-deep-or-ambiguous")]
    [InlineData("""{"id":"\ud800","topic":"t","eventType":"e"}""", "event-not-unicode")]
    [InlineData("""{"specversion":"2.0","id":"1","source":"t","type":"e"}""", "schema-unsupported")]
    [InlineData("""{"id":"1","topic":"t","eventType":"Microsoft.Resources.ResourceWriteSuccess","data":{"resourceUri":"shop"}}""", "resource-id-invalid")]
    public async Task A_poisoned_event_is_quarantined_alone(string poison, string reason)
    {
        var response = await client.SendAsync(new EventRequest { Body = $"[{EventRequest.Event("1")},{poison}]" }.Request());

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var answers = await response.JsonAsync();
        Assert.Equal((OutcomeKind.Filtered, "unsupported-event"), await OutcomeAsync(answers[0].GetProperty("deliveryId").GetString()));
        Assert.Equal((OutcomeKind.Quarantined, reason), await OutcomeAsync(answers[1].GetProperty("deliveryId").GetString()));
    }

    [Fact]
    public async Task An_event_of_absurd_depth_does_not_take_its_neighbours_with_it()
    {
        var deep = $"{new string('[', 100_000)}{new string(']', 100_000)}";

        var answers = await (await client.SendAsync(new EventRequest { Body = $"[{EventRequest.Event("1", data: deep)},{EventRequest.Event("2")}]" }.Request())).JsonAsync();

        Assert.Equal((OutcomeKind.Quarantined, "event-too-deep-or-ambiguous"), await OutcomeAsync(answers[0].GetProperty("deliveryId").GetString()));
        Assert.Equal(EventRequest.IdOf("2"), answers[1].GetProperty("deliveryId").GetString());
    }

    [Theory]
    [InlineData("", "body-empty")]
    [InlineData("[]", "batch-empty")]
    [InlineData("not json", "body-not-json")]
    [InlineData("[{\"id\":NaN}]", "body-not-json")]
    [InlineData("[{}] {}", "body-not-json")]
    public async Task A_body_without_events_is_quarantined_and_the_same_one_is_known(string body, string reason)
    {
        var first = await client.SendAsync(new EventRequest { Body = body }.Request());
        var again = await client.SendAsync(new EventRequest { Body = body }.Request());

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        Assert.Equal((OutcomeKind.Quarantined, reason), await OutcomeAsync((await first.JsonAsync()).GetProperty("deliveryId").GetString()));
    }

    [Fact]
    public async Task When_the_journal_fails_no_event_is_answered_as_accepted()
    {
        await app.Journal.DisposeAsync();

        var response = await client.SendAsync(new EventRequest { Body = $"[{EventRequest.Event("1")},{EventRequest.Event("2")}]" }.Request());

        await response.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "storage-unavailable");
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Equal(0, await app.CountAsync());
    }

    [Theory]
    [InlineData("Microsoft.Resources/deployments/write", "/subscriptions/0000/resourceGroups/RG/providers/Microsoft.Resources/deployments/Release-7", "azure/deployment/subscriptions/0000/resourcegroups/rg/providers/microsoft.resources/deployments/release-7")]
    [InlineData("MICROSOFT.RESOURCES/DEPLOYMENTS/WRITE", "/SUBSCRIPTIONS/0000/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.RESOURCES/DEPLOYMENTS/RELEASE-7/operations/1", "azure/deployment/subscriptions/0000/resourcegroups/rg/providers/microsoft.resources/deployments/release-7")]
    [InlineData("Microsoft.Web/sites/write", Resource, "azure/deployment/subscriptions/0000/resourcegroups/rg/providers/microsoft.web/sites/shop")]
    [InlineData("Microsoft.Resources/deployments/write", "/providers/Microsoft.Resources/deployments/tenant-wide", "azure/deployment/providers/microsoft.resources/deployments/tenant-wide")]
    public async Task A_deployment_is_recognised_in_any_case_and_named_by_its_id(string operation, string uri, string entity)
    {
        var body = EventRequest.Event("1", type: "Microsoft.Resources.ResourceWriteSuccess", data: $$"""{"operationName":"{{operation}}","resourceUri":"{{uri}}"}""");

        await client.SendAsync(new EventRequest { Body = body }.Request());

        var record = await app.FindAsync(EventRequest.IdOf("1"));
        Assert.Equal(entity, record?.Entity);
        Assert.Equal((WorkflowNames.AzureDeploymentHandler, (Outcome?)null), (record?.WorkflowType, record?.Outcome));
    }

    [Fact]
    public async Task A_resource_event_goes_to_its_workflow_with_facts_that_name_no_person()
    {
        const string data = """
            {"operationName":"Microsoft.Web/sites/write","resourceUri":"/subscriptions/0000/resourceGroups/RG/providers/Microsoft.Web/sites/Shop",
            "status":"Succeeded","correlationId":"c-1","claims":{"name":"Mona Lisa","ipaddr":"192.0.2.1"},"caller":"mona@example.org"}
            """;
        await client.SendAsync(new EventRequest { Body = EventRequest.Event("1", type: "Microsoft.Resources.ResourceWriteSuccess", data: data) }.Request());

        var record = await app.FindAsync(EventRequest.IdOf("1"));
        Assert.Equal(
            new AzureResourceEvent
            {
                EventType = "Microsoft.Resources.ResourceWriteSuccess",
                ResourceId = Resource.ToLowerInvariant(),
                Operation = "Microsoft.Web/sites/write",
                Status = "Succeeded",
                CorrelationId = "c-1",
                At = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            },
            DeliveryFacts.FromJson(record?.Event).AzureResource);
        Assert.DoesNotContain("mona", Encoding.UTF8.GetString(record?.Event ?? []), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_subscription_that_was_deleted_is_on_record()
    {
        var body = $"[{EventRequest.Event("1", type: "Microsoft.EventGrid.SubscriptionDeletedEvent")}]";

        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(new EventRequest { Body = body, Kind = "SubscriptionDeletion" }.Request())).StatusCode);
        Assert.Equal((OutcomeKind.Filtered, "subscription-deleted"), await OutcomeAsync(EventRequest.IdOf("1")));
    }

    [Fact]
    public async Task Personal_data_never_reaches_the_disk_and_every_other_byte_does()
    {
        const string data = """{ "claims" : {"name":"Ada","ipaddr":"10.1.2.3"}, "httpRequest":{"clientIpAddress":"10.1.2.3","method":"PUT"},"more":[{"C\u006Caims":[1,"Ada"] }], "resourceUri":"/subscriptions/0000/x/y" }""";
        var body = $"[{EventRequest.Event("1", type: "Microsoft.Resources.ResourceWriteSuccess", data: data)}]";

        await client.SendAsync(new EventRequest { Body = body }.Request());

        var folder = app.Services.GetRequiredService<IOptions<WebhooksOptions>>().Value.DataDirectory;
        var record = await app.FindAsync(EventRequest.IdOf("1"));
        Assert.NotNull(record);
        var stored = Encoding.UTF8.GetString(await new PayloadReader(Path.Combine(folder, "journal")).ReadAsync(record.Payload, CancellationToken.None));
        Assert.Equal(
            EventRequest.Event("1", type: "Microsoft.Resources.ResourceWriteSuccess", data:
                """{ "claims" :"redacted", "httpRequest":{"clientIpAddress":"redacted","method":"PUT"},"more":[{"C\u006Caims":"redacted" }], "resourceUri":"/subscriptions/0000/x/y" }"""),
            stored);
        string[] files = [.. Directory.GetFiles(folder, "ledger.db*"), .. Directory.GetFiles(folder, "*.segment", SearchOption.AllDirectories)];
        Assert.True(files.Length >= 2);
        foreach (var file in files)
        {
            using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var text = new StreamReader(open, Encoding.Latin1);
            Assert.DoesNotContain("Ada", await text.ReadToEndAsync(), StringComparison.Ordinal);
        }

        var shown = await (await client.GetAsync($"/api/deliveries/{record.DeliveryId}")).JsonAsync();
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(body))), shown.GetProperty("requestSha256").GetString());
    }

    [Theory]
    [InlineData("""[{"id":"1","topic":"/subscriptions/0000","data":{"caller":"mona@example.org"}},""")]
    [InlineData("""{"topic":"/subscriptions/0000","eventType":"t","data":{"caller":"mona@example.org"}}""")]
    public async Task What_cannot_be_read_or_identified_is_kept_without_personal_data(string body)
    {
        var answer = await (await client.SendAsync(new EventRequest { Body = body }.Request())).JsonAsync();

        var record = await app.FindAsync(answer.GetProperty("deliveryId").GetString() ?? "");
        Assert.Equal(OutcomeKind.Quarantined, record?.Outcome?.Kind);
        var stored = Encoding.UTF8.GetString(await app.Store.Payloads.ReadAsync(record?.Payload ?? throw new InvalidOperationException("Not stored."), CancellationToken.None));
        Assert.Contains("/subscriptions/0000", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("mona", stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_event_of_a_list_counts_towards_the_rate_of_its_source()
    {
        var clock = new StoppedClock();
        using var limited = new GatewayApp { Time = clock };
        EventRequest.Put(limited, 2, "azure", ("Secrets:0:Value", EventRequest.Secret), ("EventGrid:SecretHeader", "X-Grid-Secret"), ("DeliveriesPerSecond", "1"));
        limited.Settings.Put("Webhooks:Limits:Wait", "00:00:00");
        var sender = limited.CreateClient();
        var list = string.Join(',', Enumerable.Range(0, 10).Select(i => EventRequest.Event($"{i}")));
        Assert.Equal(HttpStatusCode.Accepted, (await sender.SendAsync(new EventRequest { Body = $"[{list}]" }.Request())).StatusCode);

        var response = await sender.SendAsync(new EventRequest { Body = EventRequest.Event("one more") }.Request());

        await response.IsProblemAsync(HttpStatusCode.TooManyRequests, "source-rate-exceeded");
    }

    private async Task<(OutcomeKind? Kind, string? Reason)> OutcomeAsync(string? deliveryId)
    {
        var outcome = (await app.FindAsync(deliveryId ?? ""))?.Outcome;
        return (outcome?.Kind, outcome?.Reason);
    }
}
