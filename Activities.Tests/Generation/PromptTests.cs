using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Webhooks.Activities.Generation;
using Webhooks.Activities.Generation.Prompts;

namespace Webhooks.Activities.Tests.Generation;

public sealed class PromptTests
{
    public static TheoryData<string> Ids => [.. Prompts.Keys];

    private static Dictionary<string, Prompt> Prompts { get; } =
        new[]
        {
            CommitPrompt.Current, PullRequestPrompt.Current, TicketPrompt.Current, DeploymentPrompt.Current,
            DailySummaryPrompt.Current, ExecutiveSummaryPrompt.Current, TechnicalDetailsPrompt.Current, MetricsAnalysisPrompt.Current,
        }.ToDictionary(prompt => prompt.Id, StringComparer.Ordinal);

    /// <summary>A document names the version that asked for it. When this fails, give the prompt its next version and write its mark here.</summary>
    [Theory]
    [InlineData("commit/1", "b035491407dd9669")]
    [InlineData("pull-request/1", "c3c8ba2869df31ba")]
    [InlineData("ticket/1", "f94f5f359ce9c351")]
    [InlineData("deployment/1", "2a21351f49775bd5")]
    [InlineData("daily-summary/1", "075aee6ad7cc2115")]
    [InlineData("executive-summary/1", "002b1bb1535d888c")]
    [InlineData("technical-details/1", "ad6bdca8b483c9cc")]
    [InlineData("metrics-analysis/1", "f62db7924e3a3414")]
    public void A_prompt_that_says_something_else_has_another_version(string version, string mark)
    {
        var prompt = Prompts[version.Split('/')[0]];
        var text = $"{PromptRules.Text}\n{prompt.Instructions}\n{PromptSchema.Of(prompt).ToJsonString()}".ReplaceLineEndings("\n");

        Assert.Equal((version, mark), (prompt.ToString(), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8))));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_schema_has_only_what_every_strict_endpoint_takes(string id)
    {
        var schema = PromptSchema.Of(Prompts[id]);

        Assert.Equal(["type", "properties", "required", "additionalProperties"], schema.Select(property => property.Key));
        Assert.Equal(schema["properties"]!.AsObject().Select(property => property.Key), schema["required"]!.AsArray().Select(name => name!.GetValue<string>())); // Both are in every schema.
        Assert.All(schema["properties"]!.AsObject(), property => Assert.All(property.Value!.AsObject(), each => Assert.Contains(each.Key, new[] { "type", "description", "items" })));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rules_and_instructions_leave_room_for_the_data(string id)
    {
        var prompt = Prompts[id];

        Assert.True(TokenEstimate.Of(PromptRules.Text) + TokenEstimate.Of(prompt.Instructions) + TokenEstimate.Of(PromptSchema.Of(prompt).ToJsonString()) < 1_800);
    }
}
