using Microsoft.Extensions.Primitives;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Signatures;

namespace Webhooks.Gateway.GitHub;

/// <summary><c>X-Hub-Signature-256: sha256={64 hex digits}</c>, and no other method.</summary>
internal static class GitHubSignature
{
    private static readonly HubMethod[] Methods = [HubMethod.Sha256];

    public static SignatureVerdict CheckForm(StringValues header) => HubSignature.CheckForm(header, Methods);

    public static SignatureVerdict Verify(StringValues header, ReadOnlySpan<byte> body, IReadOnlyList<SourceSecret> secrets, DateTimeOffset now) =>
        HubSignature.Verify(header, body, Methods, secrets, now);
}
