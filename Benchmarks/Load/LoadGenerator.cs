using System.Text.Json;

namespace Webhooks.Benchmarks.Load;

/// <summary>The load generator's process: plans in, results out, until its input ends.</summary>
internal static class LoadGenerator
{
    public static async Task RunAsync(TextReader plans, TextWriter results)
    {
        while (await plans.ReadLineAsync() is { } line)
        {
            var plan = JsonSerializer.Deserialize<LoadPlan>(line) ?? throw new InvalidDataException("A plan is an object.");
            await results.WriteLineAsync(JsonSerializer.Serialize(await new LoadRun(plan).RunAsync()));
            await results.FlushAsync();
        }
    }
}
