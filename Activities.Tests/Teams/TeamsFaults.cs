using Webhooks.Activities.Teams;
using Webhooks.Activities.Tests.Hosting;
using Webhooks.Activities.Tests.Notifications;
using Webhooks.Activities.Tests.Providers;

namespace Webhooks.Activities.Tests.Teams;

public sealed class TeamsFaults : ClientFaults
{
    private TeamsNotifier teams = null!; // Started before any call.

    protected override bool IsSafe => false;

    protected override bool ReadsJson => false;

    protected override async Task<(FakeServer Server, IDisposable Client)> StartAsync()
    {
        var fake = await FakeTeams.StartNewAsync();
        teams = fake.Notifier(Clock);
        return (fake, teams);
    }

    protected override Task CallAsync(CancellationToken cancellationToken) => teams.NotifyAsync(Notices.Deployment(), cancellationToken);
}
