namespace Webhooks.Activities.Providers;

/// <summary>How one outside system is called.</summary>
public sealed record ProviderCallOptions
{
    /// <summary>Its name, for messages: <c>GitHub</c>.</summary>
    public required string System { get; init; }

    /// <summary>How long one call may take, with everything that is repeated within it.</summary>
    public TimeSpan Attempt { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>In bytes; of a longer answer nothing is used.</summary>
    public long LargestAnswer { get; init; } = 4 * 1024 * 1024;

    /// <summary>Knows a 403 that means "too many" by what this system writes into it; null where headers tell.</summary>
    public Func<ProviderAnswer, bool>? IsLimit { get; init; }
}
