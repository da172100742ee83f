using Webhooks.Gateway.Access;
using Webhooks.Gateway.Auditing;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Deliveries;
using Webhooks.Gateway.EventGrid;
using Webhooks.Gateway.Forwarding;
using Webhooks.Gateway.Health;
using Webhooks.Gateway.Limits;
using Webhooks.Gateway.Receiving;
using Webhooks.Gateway.Replaying;
using Webhooks.Gateway.Secrets;
using Webhooks.Gateway.Storing;

var builder = WebApplication.CreateSlimBuilder(SettingsFileWatch.WithoutTheHosts(args)).ConfigureHttp();
builder.Services
    .AddGatewayConfiguration()
    .AddStoring()
    .AddSecrets()
    .AddForwarding()
    .AddEventGrid()
    .AddLimits()
    .AddReceiving()
    .AddReplaying()
    .AddAccess();

try
{
    await using var app = builder.Build();
    app.Services.RefuseMistakes();
    app.UseProblems();
    app.UseReceiving();
    app.UseRouting();
    app.UseAccess();
    app.MapDeliveries();
    app.MapReplays();
    app.MapAudit();
    app.MapSecrets();
    app.MapHealth();
    await app.RunAsync();
    return 0;
}
catch (Exception refusal) when (StartRefusal.Explains(refusal))
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return StartRefusal.ExitCode(refusal);
}
