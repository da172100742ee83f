using System.Reflection;
using Temporalio.Common;
using Temporalio.Worker.Machines;

namespace Temporalio.Tests.Replay;

/// <summary>Numbers published for the algorithms, and those the other workers of the field draw from the same run id.</summary>
public class RunSeedTests
{
    [Theory]
    [InlineData("", 3476900567878811119UL)]
    [InlineData("abc", 17224545590736200989UL)]
    [InlineData(HistoryScript.RunId, 17131530837505822712UL)]
    public void The_seed_is_the_hash_of_the_run_id(string runId, ulong seed) => Assert.Equal(seed, RunSeed.Of(runId));

    [Fact]
    public void The_first_number_of_seed_zero_is_the_published_one() =>
        Assert.Equal("6198063878555692194", new DeterministicRandom(0).Step().ToString());

    [Fact]
    public void Bytes_and_numbers_follow_from_the_seed()
    {
        var bytes = new byte[16];
        new DeterministicRandom(RunSeed.Of(HistoryScript.RunId)).NextBytes(bytes);
        Assert.Equal("9b411d1be083500d1b79856b9ab59282", Convert.ToHexStringLower(bytes));

        var bounded = new DeterministicRandom(1234);
        Assert.Equal([78, 53, 15, 39, 1, 91], Enumerable.Range(0, 6).Select(_ => bounded.Next(100)));
        var unbounded = new DeterministicRandom(1234);
        Assert.Equal([1683900913, 1152499422, 853145492, 29008126], Enumerable.Range(0, 4).Select(_ => unbounded.Next()));
        Assert.Equal(0.70204197656925, new DeterministicRandom(1234).NextDouble(), 14);
    }

    [Fact]
    public async Task A_workflow_draws_the_same_guid_on_every_replay()
    {
        static Task<object?> Body(Scripted _) => Task.FromResult<object?>(Temporalio.Workflows.Workflow.NewGuid().ToString());
        for (var i = 0; i < 2; i++)
        {
            var outcome = await ScriptedRun.RunAsync(HistoryScript.Of().OpenTask(), Body);
            Assert.Equal("1b1d419b-83e0-4d50-9b79-856b9ab59282", ScriptedRun.Result(ScriptedRun.Commands(outcome)));
        }
    }
}
