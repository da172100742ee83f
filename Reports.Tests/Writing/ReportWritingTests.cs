using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Testing;
using Webhooks.Activities.Documentation;
using Webhooks.Activities.Generation;
using Webhooks.Activities.Generation.OpenAI;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Activities.Reports.Settings;
using Webhooks.Activities.Reports.Writing;
using Webhooks.Activities.Tests.Generation;
using Webhooks.Gateway.Tests.Hosting;
using Webhooks.Reports.Tests.Samples;

namespace Webhooks.Reports.Tests.Writing;

/// <summary>Words by a model or by template, through the activities.</summary>
public sealed class ReportWritingTests : IAsyncLifetime
{
    private readonly TemporaryFolder temporary = new();
    private readonly GenerationMetrics metrics = new();
    private readonly ReportFolder folder;
    private FakeModel model = null!; // Set by InitializeAsync, which the runner calls before any test; so is the next one.
    private ChatClient client = null!;

    public ReportWritingTests() => folder = new ReportFolder(temporary.Path);

    public static TheoryData<ReportTextPart> Parts => [.. Enum.GetValues<ReportTextPart>()];

    public async Task InitializeAsync()
    {
        model = await FakeModel.StartedAsync();
        client = new ChatClient(model.Settings(("MaximumInputTokens", "20000")), TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        metrics.Dispose();
        await model.DisposeAsync();
        temporary.Dispose();
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task A_model_writes_each_part(ReportTextPart part)
    {
        model.Says = _ => FakeModel.Text("It went as planned.", "All of it.");

        var text = await GenerateAsync(part);

        Assert.Equal((part, "fake-model", null), (text.Part, text.By, text.Fallback));
        Assert.Equal("It went as planned.", text.Sections[0].Paragraph);
    }

    [Fact]
    public async Task A_model_is_told_sums_and_changes_before_anything_else()
    {
        await GenerateAsync(ReportTextPart.ExecutiveSummary);

        var told = Told();
        Assert.Contains("Commits: 212, the week before 188, up 13 %", told, StringComparison.Ordinal);
        Assert.Contains("Deployments failed: 3, the week before 5, down 2", told, StringComparison.Ordinal);
        Assert.True(told.IndexOf("\"figures\"", StringComparison.Ordinal) < told.IndexOf("\"pull requests merged\"", StringComparison.Ordinal));
        Assert.True(told.IndexOf("\"pull requests merged\"", StringComparison.Ordinal) < told.IndexOf("\"commits by repository\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Numbers_that_are_not_in_the_data_are_refused_twice_and_then_the_template_writes()
    {
        model.Says = _ => FakeModel.Text("About 250 commits were pushed.");

        var text = await GenerateAsync(ReportTextPart.ExecutiveSummary);

        Assert.Equal(2, model.Requests.Count);
        Assert.Equal(("template", FallbackReasons.Rejected), (text.By, text.Fallback));
        Assert.DoesNotContain("250", text.Sections[0].Paragraph, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quiet_period_asks_nobody_and_is_no_fallback()
    {
        var text = await GenerateAsync(ReportTextPart.ExecutiveSummary, SampleReports.Weekly("quiet"));

        Assert.Empty(model.Asked);
        Assert.Equal(("template", null), (text.By, text.Fallback));
    }

    [Fact]
    public async Task Whoever_asked_in_vain_gets_the_template_marked()
    {
        var sample = Stored(SampleReports.Weekly("rich"));

        Assert.Equal(FallbackReasons.Unavailable, (await new ActivityEnvironment().RunAsync(() => Writing(true).WriteTextFromTemplateAsync(sample.Edition, ReportTextPart.ExecutiveSummary))).Fallback);
        Assert.Null((await new ActivityEnvironment().RunAsync(() => Writing(false).WriteTextFromTemplateAsync(sample.Edition, ReportTextPart.ExecutiveSummary))).Fallback);
        Assert.Null((await new ActivityEnvironment().RunAsync(() => Writing(false).GenerateTextAsync(sample.Edition, ReportTextPart.ExecutiveSummary))).Fallback);
    }

    [Fact]
    public async Task Of_a_week_a_model_is_told_neither_files_nor_addresses()
    {
        var data = SampleData.Hurt(SampleData.Week, "Fix src/Labels/Printer.cs for mona@acme.example, see https://wiki.acme.example/a");

        await GenerateAsync(ReportTextPart.TechnicalDetails, SampleReport.Weekly(data));

        Assert.Contains("Fix a file for mona, see a link", Told(), StringComparison.Ordinal);
        Assert.DoesNotContain("Printer.cs", Told(), StringComparison.Ordinal);
        Assert.DoesNotContain("mona@", Told(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_thousand_commits_fit_with_what_matters_most()
    {
        await GenerateAsync(ReportTextPart.DailySummary, SampleReport.Daily(SampleData.Large));

        Assert.Contains("Commits: 10,000", Told(), StringComparison.Ordinal);
        Assert.Contains("and 9,920 more", Told(), StringComparison.Ordinal);
    }

    private string Told() => model.Requests[0]["messages"]![1]!["content"]!.GetValue<string>().Replace("\\u0022", "\"", StringComparison.Ordinal); // Requests have two messages with texts.

    private Task<ReportText> GenerateAsync(ReportTextPart part, SampleReport? sample = null)
    {
        var stored = Stored(sample ?? SampleReports.Weekly("rich"));
        return new ActivityEnvironment().RunAsync(() => Writing(true).GenerateTextAsync(stored.Edition, part));
    }

    private SampleReport Stored(SampleReport sample)
    {
        folder.WriteData(sample.Edition, sample.Data);
        return sample;
    }

    private ReportWriting Writing(bool hasModel) => new(
        folder, new ReportSettings { Organisation = SampleReport.Organisation },
        hasModel ? new TextGeneration(model.Settings(("MaximumInputTokens", "20000")), client, metrics, TimeProvider.System, NullLogger<TextGeneration>.Instance) : null, metrics);
}
