using System.Net;
using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Receiving;

namespace Webhooks.Gateway.Limits;

/// <summary>
/// Whether an address may deliver to a source. GitHub is told 403, which stands on the hook's page and costs nothing, because GitHub sends nothing again
/// whatever it is told. Jira and Event Grid drop what is answered 403; they are told 503, so that a list that lacks one of their addresses can be
/// corrected before the event is lost.
/// </summary>
internal sealed class AllowedAddresses(GitHubHookRanges hooks)
{
    /// <returns>Null when it may.</returns>
    public ReceiveProblem? Judge(Source source, IPAddress? address)
    {
        if (source is { AllowedAddresses.IsEmpty: true, AllowsGitHubHooks: false } || (address is not null && source.AllowedAddresses.Contains(address)))
        {
            return null;
        }

        if (source.AllowsGitHubHooks && hooks.Find(address) is { } found && found != HookAddress.Foreign)
        {
            return found == HookAddress.GitHub ? null : ReceiveProblem.AddressListUnavailable;
        }

        return source.Provider switch
        {
            WebhookProvider.GitHub => ReceiveProblem.AddressRefused,
            WebhookProvider.Jira or WebhookProvider.EventGrid => ReceiveProblem.AddressDeferred,
        };
    }
}
