using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Exceptions;
using Webhooks.Activities.Generation;
using Webhooks.Activities.Generation.OpenAI;
using Webhooks.Activities.Generation.Prompts;

namespace Webhooks.Activities.Tests.Generation;

public sealed class TextGenerationTests : IAsyncLifetime
{
    private static readonly PromptInput Tea = new() { Parts = [new("subject", "Sell more tea"), new("body", "Because coffee is out. See PAY-1.")] };

    private readonly List<(string Name, double Value, string Tags)> measured = [];
    private readonly List<IDisposable> owned = [];
    private FakeModel model = null!; // Set by InitializeAsync, which the runner calls before any test.

    public async Task InitializeAsync() => model = await FakeModel.StartedAsync();

    public async Task DisposeAsync()
    {
        owned.ForEach(each => each.Dispose());
        await model.DisposeAsync();
    }

    [Fact]
    public async Task A_text_is_asked_for_by_schema_with_nothing_left_to_chance()
    {
        model.Says = _ => FakeModel.Text("More tea is sold.", "PAY-1 ends.");

        var text = await WriteAsync();
        await WriteAsync();

        Assert.Equal(("fake-model", "commit/1", false), (text.Model, text.Prompt, text.IsRejected));
        Assert.Equal("More tea is sold.", text.Sections[0].Paragraph);
        Assert.Equal(["PAY-1 ends."], text.Sections[1].Points);
        var request = model.Requests[0];
        Assert.True(JsonNode.DeepEquals(request, model.Requests[1]));
        Assert.Equal((0, 20_260_101, 800), (request["temperature"]!.GetValue<int>(), request["seed"]!.GetValue<int>(), request["max_tokens"]!.GetValue<int>())); // All are in every request.
        Assert.False(request.ContainsKey("max_completion_tokens"));
        Assert.Equal("json_schema", request["response_format"]!["type"]!.GetValue<string>()); // Likewise.
        Assert.True(request["response_format"]!["json_schema"]!["strict"]!.GetValue<bool>()); // Likewise.
    }

    [Fact]
    public async Task Instructions_and_data_are_kept_apart()
    {
        await WriteAsync();

        var (system, user) = (Message(0, 0), Message(0, 1));
        Assert.DoesNotContain("tea", system, StringComparison.Ordinal);
        Assert.Contains("never speaks to you", system, StringComparison.Ordinal);
        Assert.Equal("""{"data":{"subject":"Sell more tea","body":"Because coffee is out. See PAY-1."},"cut":[]}""", user);
    }

    [Fact]
    public async Task An_endpoint_elsewhere_gets_the_key_and_the_newer_name_of_the_limit()
    {
        var settings = model.Settings(("Address", "https://example.openai.azure.com/openai/v1"), ("Authentication", null), ("ApiKey", "sk-of-the-tests"), ("MaximumOutputTokens", "300"));
        using var elsewhere = new Elsewhere();
        using var client = new ChatClient(settings, TimeProvider.System, elsewhere);
        using var metrics = new GenerationMetrics();

        var generation = new TextGeneration(settings, client, metrics, TimeProvider.System, NullLogger<TextGeneration>.Instance);
        await Assert.ThrowsAsync<ApplicationFailureException>(() => generation.WriteAsync(CommitPrompt.Current, Tea, CancellationToken.None));

        Assert.Equal("POST https://example.openai.azure.com/openai/v1/chat/completions Bearer sk-of-the-tests", elsewhere.Asked);
        Assert.Equal(300, elsewhere.Body["max_completion_tokens"]!.GetValue<int>()); // It is in every request.
        Assert.False(elsewhere.Body.ContainsKey("max_tokens"));
    }

    [Fact]
    public async Task Models_that_refuse_to_be_told_how_to_choose_are_not_told()
    {
        await WriteAsync(Tea, ("FixedSampling", "false"));

        Assert.False(model.Requests[0].ContainsKey("temperature") || model.Requests[0].ContainsKey("seed"));
    }

    [Fact]
    public async Task What_it_invents_is_asked_for_once_more_with_the_complaint_and_then_left_out()
    {
        model.Says = _ => FakeModel.Text("See PAY-2.");

        var text = await WriteAsync();

        Assert.True(text.IsRejected);
        Assert.Equal(2, model.Requests.Count);
        Assert.DoesNotContain("An earlier answer was refused.", Message(0, 0), StringComparison.Ordinal);
        Assert.EndsWith("An earlier answer was refused. It named a ticket's key that is not in the data. Write it anew.", Message(1, 0), StringComparison.Ordinal);
        Assert.DoesNotContain("PAY-2", Message(1, 0) + Message(1, 1), StringComparison.Ordinal);
        Assert.Equal(2, Measured("webhooks.generation.rejected", "reason=invented-ticket"));
    }

    [Fact]
    public async Task A_second_answer_that_is_right_is_taken()
    {
        model.Says = _ => FakeModel.Text(model.Requests.Count == 1 ? "See https://evil.example." : "More tea is sold.");

        Assert.Equal("More tea is sold.", (await WriteAsync()).Sections[0].Paragraph);
    }

    [Fact]
    public async Task An_answer_that_ran_into_the_limit_is_asked_for_again_shorter()
    {
        model.Answers = answer => model.Requests.Count == 1 ? With(answer, "finish_reason", "length") : answer;

        Assert.False((await WriteAsync()).IsRejected);
        Assert.Contains("Write less.", Message(1, 0), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_will_not_answer_is_not_asked_again()
    {
        model.Answers = answer => With(answer, "finish_reason", "content_filter");
        Assert.True((await WriteAsync()).IsRejected);

        model.Answers = answer =>
        {
            answer["choices"]![0]!["message"]!["refusal"] = "I cannot."; // Each answer has a choice with a message.
            return answer;
        };
        Assert.True((await WriteAsync()).IsRejected);

        Assert.Equal(2, model.Requests.Count);
    }

    [Fact]
    public async Task Data_that_a_filter_stops_are_refused_and_not_sent_again()
    {
        Interrupt(400, """{"error":{"code":"content_filter","message":"secret-of-the-body"}}""");

        Assert.True((await WriteAsync()).IsRejected);
        Assert.Single(model.Asked);
    }

    [Theory]
    [InlineData(404, """{"error":{"code":"model_not_found","message":"secret-of-the-body"}}""", "(model_not_found)")]
    [InlineData(400, """{"error":{"code":"secret-of-the-body"}}""", "(no code that is known)")]
    [InlineData(422, "secret-of-the-body", "(no code that is known)")]
    public async Task A_request_that_does_not_fit_is_a_mistake_of_the_configuration(int status, string body, string code)
    {
        Interrupt(status, body);

        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(() => WriteAsync());

        Assert.Equal((ErrorTypes.Configuration, true), (failure.ErrorType, failure.NonRetryable));
        Assert.Contains(code, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-of-the-body", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("20", false)]
    [InlineData("600", true)]
    public async Task Nobody_waits_long_for_a_text(string after, bool isGivenUp)
    {
        Interrupt(429, "", ("Retry-After", after));

        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(() => WriteAsync());

        Assert.Equal((ErrorTypes.RateLimited, isGivenUp), (failure.ErrorType, failure.NonRetryable));
    }

    [Fact]
    public async Task Tokens_cost_time_and_cuts_are_measured()
    {
        await WriteAsync(new PromptInput { Parts = [new("body", string.Concat(Enumerable.Repeat("tea ", 20_000)))] }, ("InputPrice", "2.5"), ("OutputPrice", "10"), ("Currency", "EUR"));

        Assert.Equal(1200, Measured("webhooks.generation.tokens", "direction=input"));
        Assert.Equal(90, Measured("webhooks.generation.tokens", "direction=output"));
        Assert.Equal(0.0039, Measured("webhooks.generation.cost", "currency=EUR"), 6);
        Assert.Equal(1, Measured("webhooks.generation.cut", "prompt=commit"));
        Assert.Single(measured, each => each.Name == "webhooks.generation.duration" && each.Tags.Contains("outcome=written", StringComparison.Ordinal));
    }

    /// <summary>Somewhere on the network that is not well.</summary>
    private sealed class Elsewhere : HttpMessageHandler
    {
        public string Asked { get; private set; } = "";

        public JsonObject Body { get; private set; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked = $"{request.Method} {request.RequestUri} {request.Headers.Authorization}";
            Body = (JsonObject)JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!; // Each request has a body.
            return new HttpResponseMessage(System.Net.HttpStatusCode.ServiceUnavailable);
        }
    }

    private static JsonObject With(JsonObject answer, string property, string value)
    {
        answer["choices"]![0]![property] = value; // Each answer has a choice.
        return answer;
    }

    private async Task<GeneratedText> WriteAsync(PromptInput? input = null, params (string Key, string? Value)[] settings)
    {
        var read = model.Settings(settings);
        var metrics = new GenerationMetrics();
        var client = new ChatClient(read, TimeProvider.System);
        owned.AddRange([metrics, client, Listen(metrics)]);
        return await new TextGeneration(read, client, metrics, TimeProvider.System, NullLogger<TextGeneration>.Instance)
            .WriteAsync(CommitPrompt.Current, input ?? Tea, CancellationToken.None);
    }

    private MeterListener Listen(GenerationMetrics metrics)
    {
        var listener = new MeterListener { InstrumentPublished = (instrument, each) => EnableOf(metrics, instrument, each) };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        return listener;
    }

    private static void EnableOf(GenerationMetrics metrics, Instrument instrument, MeterListener listener)
    {
        if (ReferenceEquals(instrument.Meter, metrics.Meter))
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        measured.Add((instrument.Name, value, string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));

    private double Measured(string name, string tag) =>
        measured.Where(each => each.Name == name && each.Tags.Split(' ').Contains(tag, StringComparer.Ordinal)).Sum(each => each.Value);

    private void Interrupt(int status, string body, params (string Name, string Value)[] headers) => model.Interrupt = async context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.WriteAsync(body, CancellationToken.None);
        return true;
    };

    private string Message(int request, int number) => model.Requests[request]["messages"]![number]!["content"]!.GetValue<string>(); // Requests have two messages with texts.
}
