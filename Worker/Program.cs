using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webhooks.Worker.Azure;
using Webhooks.Worker.Configuration;
using Webhooks.Worker.GitHub;
using Webhooks.Worker.Generation;
using Webhooks.Worker.Hosting;
using Webhooks.Worker.Jira;
using Webhooks.Worker.Outbound;
using Webhooks.Worker.Reconciling;
using Webhooks.Worker.Reports;

// Settings are read once. The host would watch their files, and with them every write to the data folder below.
var builder = Host.CreateApplicationBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
builder.AddConsoleLog();

var (settings, mistakes) = WorkerSettings.Read(builder.Configuration);
if (settings is null)
{
    foreach (var mistake in mistakes)
    {
        await Console.Error.WriteLineAsync(mistake);
    }

    return WorkerSettings.RefusedExitCode;
}

using var opening = LoggerFactory.Create(logging => logging.AddSimpleConsole());
await using var stores = await Stores.OpenAsync(settings, opening.CreateLogger<Stores>());
builder.Services.AddStores(stores);
builder.Services.AddHandlers(settings);
builder.Services.AddOutbound(settings.Outbound, settings.DataDirectory);
builder.Services.AddAzure(settings.Azure);
builder.Services.AddGitHub(settings.GitHub);
builder.Services.AddJira(settings.Jira);
builder.Services.AddGeneration(settings.Generation);
builder.Services.AddRealtimeWorker(settings);
builder.Services.AddReconciler(settings.Reconciler);
builder.Services.AddReports(settings.Reports, settings.DataDirectory);
using var host = builder.Build();
await host.RunAsync();
return 0;
