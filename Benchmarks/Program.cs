using System.Globalization;
using Webhooks.Benchmarks;
using Webhooks.Benchmarks.Load;
using Webhooks.Benchmarks.Running;
using Webhooks.Benchmarks.Servers;

// The first four are the processes of a benchmark; it starts them itself.
switch (args)
{
    case ["load"]:
        await LoadGenerator.RunAsync(Console.In, Console.Out);
        return 0;
    case ["stage", var stage, var port, var secret, var temporal]:
        await new StageServer(Enum.Parse<Stage>(stage), secret, temporal).RunAsync(Port(port));
        return 0;
    case ["stub", var port]:
        await TemporalStub.RunAsync(Port(port));
        return 0;
    case ["temporal", var port, var database]:
        await EmbeddedServer.RunAsync(Port(port), database);
        return 0;
    default:
        return await BenchmarkCommand.Create().Parse(args).InvokeAsync();
}

static int Port(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
