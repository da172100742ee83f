namespace Webhooks.Contracts.Identities;

/// <summary>Who or what made a change, in every way in which the provider names it. Never stored: some of it is personal.</summary>
public sealed record ChangeOrigin
{
    /// <summary>Logins of GitHub.</summary>
    public IReadOnlyList<string?> Logins { get; init; } = [];

    public IReadOnlyList<string?> Emails { get; init; } = [];

    /// <summary>Account ids of Jira Cloud, keys and names of users of Data Center.</summary>
    public IReadOnlyList<string?> Accounts { get; init; } = [];

    /// <summary>Numbers of GitHub apps, application and object ids of Entra.</summary>
    public IReadOnlyList<string?> Applications { get; init; } = [];

    /// <summary>What was written: messages, descriptions, comments.</summary>
    public IReadOnlyList<string?> Texts { get; init; } = [];

    public override string ToString() => nameof(ChangeOrigin);
}
