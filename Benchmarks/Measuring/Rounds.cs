using Webhooks.Benchmarks.Load;
using Webhooks.Benchmarks.Running;

namespace Webhooks.Benchmarks.Measuring;

/// <summary>Runs of several subjects in turn, so that what disturbs the machine disturbs all of them alike.</summary>
internal static class Rounds
{
    private const double WarmSeconds = 3;

    /// <summary>The runtime compiles hot code again after thousands of calls; before that nothing is worth measuring.</summary>
    public static async Task WarmAsync(IEnumerable<Subject> subjects, LoadPlan plan)
    {
        foreach (var subject in subjects)
        {
            await subject.RunAsync(plan with { Seconds = Math.Min(WarmSeconds, 2 * plan.Seconds) });
            await subject.RunAsync(plan);
        }
    }

    /// <returns>The median of each subject, in their order.</returns>
    public static async Task<IReadOnlyList<Sample>> MedianAsync(IReadOnlyList<Subject> subjects, LoadPlan plan, int rounds)
    {
        var samples = subjects.Select(_ => new List<Sample>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < subjects.Count; i++)
            {
                samples[i].Add(await subjects[i].RunAsync(plan));
            }
        }

        return [.. samples.Select(Sample.MedianOf)];
    }
}
