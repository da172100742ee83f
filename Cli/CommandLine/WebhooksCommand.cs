using System.CommandLine;
using Webhooks.Cli.Auditing;
using Webhooks.Cli.Deliveries;
using Webhooks.Cli.Diagnosing;
using Webhooks.Cli.Journal;
using Webhooks.Cli.Knowledge;
using Webhooks.Cli.Ledger;
using Webhooks.Cli.Replaying;
using Webhooks.Cli.Reports;
using Webhooks.Cli.Schedules;
using Webhooks.Cli.Secrets;
using Webhooks.Cli.Sending;

namespace Webhooks.Cli.CommandLine;

/// <summary>The command <c>webhooks</c>.</summary>
internal static class WebhooksCommand
{
    public static RootCommand Create() => new("Looks after a webhook gateway: its journal, its ledger, its deliveries.")
    {
        new Command("journal", "The delivery journal.") { VerifyJournal.Create() },
        new Command("ledger", "What became of the deliveries.") { AuditLedger.Create() },
        new Command("deliveries", "Single deliveries.") { ListDeliveries.Create(), ShowDelivery.Create(), ReplayDeliveries.Create() },
        ReplayCommands.Create(),
        new Command("audit", "Who had the gateway do what.") { ListAudit.Create() },
        new Command("kb", "The knowledge base.") { SearchKnowledge.Create(), ShowDocument.Create(), RebuildIndex.Create() },
        new Command("secrets", "What providers sign with.") { ShowSecrets.Create(), CheckRotation.Create() },
        ScheduleCommands.Create(),
        ReportCommands.Create(),
        SendDeliveries.Create(),
        Doctor.Create(),
    };
}
