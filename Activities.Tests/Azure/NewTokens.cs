using Azure.Core;

namespace Webhooks.Activities.Tests.Azure;

/// <summary>Gives another token each time it is asked for one.</summary>
internal sealed class NewTokens(TimeProvider time) : TokenCredential
{
    private int given;

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new($"the-token-{Interlocked.Increment(ref given)}", time.GetUtcNow() + TimeSpan.FromHours(1));
}
