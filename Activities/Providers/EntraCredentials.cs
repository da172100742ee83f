using System.Net.Http.Headers;
using Azure;
using Azure.Core;
using Azure.Identity;
using Microsoft.Identity.Client;
using Temporalio.Exceptions;

namespace Webhooks.Activities.Providers;

/// <summary>A token of Entra for one scope, kept while it is valid.</summary>
public sealed class EntraCredentials(TokenCredential credential, string scope, TimeProvider time) : ProviderCredentials
{
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(5);

    private readonly TokenRequestContext wanted = new([scope]);
    private volatile Kept? kept;

    /// <exception cref="ApplicationFailureException">Entra gives no token, or does not answer.</exception>
    public override async ValueTask<AuthenticationHeaderValue?> GetAsync(CancellationToken cancellationToken)
    {
        var current = kept;
        if (current is null || current.Token.ExpiresOn - RenewBefore <= time.GetUtcNow())
        {
            current = new Kept(await AskAsync(cancellationToken));
            kept = current;
        }

        return new AuthenticationHeaderValue("Bearer", current.Token.Token);
    }

    public override bool Forget()
    {
        kept = null;
        return true;
    }

    private async Task<AccessToken> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await credential.GetTokenAsync(wanted, cancellationToken);
        }
        catch (Exception failure) when (failure is AuthenticationFailedException or RequestFailedException)
        {
            throw Failed(failure);
        }
    }

    /// <summary>Without the cause: its messages quote what was sent and answered.</summary>
    private ApplicationFailureException Failed(Exception cause) => IsPassing(cause)
        ? new("Entra does not answer with a token.", ErrorTypes.Unavailable)
        : new($"Entra gives no token for {scope} ({cause.GetType().Name}): the configured identity does not count.", ErrorTypes.Authentication, nonRetryable: true);

    private static bool IsPassing(Exception failure)
    {
        for (var each = failure; each is not null; each = each.InnerException)
        {
            if (each is RequestFailedException { Status: 0 or 408 or 429 or >= 500 } or MsalException { IsRetryable: true }
                or HttpRequestException or TimeoutException or OperationCanceledException)
            {
                return true;
            }
        }

        return false;
    }

    private sealed record Kept(AccessToken Token);
}
