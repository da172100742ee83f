using Temporalio.Activities;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

public sealed class GreetingTests(EmbeddedServer server) : WorkerTest(server)
{
    [Fact]
    public async Task A_workflow_calls_an_activity_and_returns_its_result()
    {
        var options = Options(typeof(GreetingWorkflow)).AddActivity(Greetings.Greet);
        await WithWorkerAsync(options, async () =>
        {
            var handle = Replayed(await Client.StartWorkflowAsync((GreetingWorkflow wf) => wf.RunAsync("Ada"), NewId()));
            Assert.Equal("Hello, Ada!", await handle.GetResultAsync());
        });
    }

    [Workflow]
    public class GreetingWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync(string name) => await Workflow.ExecuteActivityAsync(
            () => Greetings.Greet(name), new() { StartToCloseTimeout = TimeSpan.FromSeconds(10) });
    }

    public static class Greetings
    {
        [Activity]
        public static string Greet(string name) => $"Hello, {name}!";
    }
}
