using Webhooks.Activities.Graph;
using Webhooks.Activities.Mail;
using Webhooks.Activities.Tests.Hosting;
using Webhooks.Activities.Tests.Mail;
using Webhooks.Activities.Tests.Providers;

namespace Webhooks.Activities.Tests.Graph;

/// <summary>By a mail that was sent before: then all there is to do is to find it.</summary>
public sealed class MailboxFaults : ClientFaults
{
    private GraphMail mails = null!; // Started before any call.

    protected override bool CanRefresh => true;

    protected override TimeSpan Attempt => TimeSpan.FromSeconds(60);

    protected override async Task<(FakeServer Server, IDisposable Client)> StartAsync()
    {
        var graph = await FakeGraph.StartNewAsync();
        var client = graph.Client(Clock);
        mails = new GraphMail(client, FakeGraph.Mailbox);
        await mails.SendAsync(Mails.Plain(), CancellationToken.None);
        return (graph, client);
    }

    protected override Task CallAsync(CancellationToken cancellationToken) => mails.SendAsync(Mails.Plain(), cancellationToken);
}
