using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Recorded;

/// <summary>What providers really sent: a table beside this file states the entity and the outcome of each payload.</summary>
public sealed class RecordedTests : IDisposable
{
    private readonly GatewayApp app = JiraApp.Create();

    public void Dispose() => app.Dispose();

    [SkippableFact]
    public Task Every_recorded_delivery_of_GitHub_is_accepted_identified_and_settled() =>
        CheckAsync("github", 141, (file, body) => new Delivery { Event = file.Split('/')[0], Body = body }.Signed());

    [SkippableFact]
    public Task Every_recorded_delivery_of_GitHub_means_the_same_as_a_form() => CheckAsync(
        "github",
        141,
        (file, body) => new Delivery
        {
            Event = file.Split('/')[0],
            Body = [.. "payload="u8, .. Escape(body)],
            ContentType = "application/x-www-form-urlencoded",
        }.Signed());

    [SkippableFact]
    public Task Every_recorded_delivery_of_Jira_is_accepted_identified_and_settled() =>
        CheckAsync("jira", 55, (_, body) => new JiraDelivery { Body = body }.Signed());

    private async Task CheckAsync(string table, int count, Func<string, byte[], HttpRequestMessage> send)
    {
        var folder = Corpus.Folder(table);
        Skip.If(folder is null, $"No recorded payloads: ../shared/corpus/{table} is not there.");
        var expected = await RowsAsync(table);
        var files = Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(count, expected.Count);
        Assert.Equal(files, expected.Select(row => row.Split(' ')[0]).ToHashSet(StringComparer.Ordinal));

        var actual = new List<string>();
        foreach (var file in expected.Select(row => row.Split(' ')[0]))
        {
            var body = await File.ReadAllBytesAsync(Path.Combine(folder, file));
            var record = await app.AcceptedAsync(send(file, body));
            actual.Add($"{file} {record.Entity} {record.Ending()}");
        }

        Assert.Equal(expected, actual);
    }

    private static async Task<List<string>> RowsAsync(string table)
    {
        await using var stream = typeof(RecordedTests).Assembly.GetManifestResourceStream(table)
            ?? throw new InvalidOperationException($"There is no table {table}.");
        using var reader = new StreamReader(stream);
        return [.. (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static IEnumerable<byte> Escape(byte[] body) => body.SelectMany(octet =>
        char.IsAsciiLetterOrDigit((char)octet) ? [octet] : octet == ' ' ? "+"u8.ToArray() : System.Text.Encoding.ASCII.GetBytes($"%{octet:X2}"));
}
