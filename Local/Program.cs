using System.CommandLine;
using Webhooks.Local.CommandLine;

// Ctrl+C and SIGTERM cancel; the children then get time to drain, longer than the two seconds of the default.
return await LocalCommand.Create().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
