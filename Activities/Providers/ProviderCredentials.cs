using System.Net.Http.Headers;
using System.Text;

namespace Webhooks.Activities.Providers;

/// <summary>What a call proves itself with.</summary>
public abstract class ProviderCredentials
{
    public static ProviderCredentials None { get; } = new FixedCredentials(null);

    public static ProviderCredentials Bearer(string token) => new FixedCredentials(new AuthenticationHeaderValue("Bearer", token));

    public static ProviderCredentials Basic(string user, string password) =>
        new FixedCredentials(new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))));

    /// <returns>Null when the call needs none, or carries it elsewhere.</returns>
    public abstract ValueTask<AuthenticationHeaderValue?> GetAsync(CancellationToken cancellationToken);

    /// <summary>The system refused what <see cref="GetAsync"/> gave last.</summary>
    /// <returns>True when the next one will be another.</returns>
    public abstract bool Forget();

    private sealed class FixedCredentials(AuthenticationHeaderValue? header) : ProviderCredentials
    {
        public override ValueTask<AuthenticationHeaderValue?> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(header);

        public override bool Forget() => false;
    }
}
