using System.Text.Json;

namespace Webhooks.Workflows.Tests.Hostile;

/// <summary>
/// One text of the corpus in <c>texts.json</c>: what somebody who means harm writes into a commit, a ticket, a pull request or a branch's name.
/// </summary>
/// <param name="Kind">Where it was written: <c>commit</c>, <c>ticket</c>, <c>pull-request</c> or <c>branch</c>.</param>
/// <param name="Name">What it tries.</param>
public sealed record HostileText(string Kind, string Name, string Text)
{
    public static IReadOnlyList<HostileText> All { get; } =
        JsonSerializer.Deserialize<List<HostileText>>(File.ReadAllText(Path.Combine(Recording.Folder("Hostile"), "texts.json")), JsonSerializerOptions.Web)!; // The file is a list.

    public static TheoryData<string> Names => [.. All.Select(text => text.Name)];

    public static string Of(string name) => All.Single(text => text.Name == name).Text;
}
