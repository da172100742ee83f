using Webhooks.Contracts.Identities;
using Webhooks.Storage.Configuration;

namespace Webhooks.Gateway.Configuration;

/// <summary>
/// Section <c>Webhooks:LoopBreaker</c>, read by gateway and worker alike: who we are on the other side, beside those that the rest of the
/// configuration names already.
/// </summary>
internal static class LoopBreakerSettings
{
    private const string Section = "Webhooks:LoopBreaker";
    private const int LongestName = 255;
    private const int ShortestMark = 8;

    public static OwnIdentities Read(IConfiguration configuration, ICollection<string> mistakes)
    {
        var reader = new SettingsReader(configuration, Section, mistakes);
        List<string> Names(string name, Func<string, bool> isOne, string otherwise) =>
            [.. reader.Texts(name).Where(entry => Check(entry, isOne, otherwise, mistakes)).Select(entry => entry.Value ?? "")];

        var logins = Names("Logins", IsLogin, "a login of GitHub, such as octocat or our-app[bot]");
        var emails = Names("Emails", IsEmail, "an e-mail address");
        var accounts = Names("AccountIds", IsName, "an account id, key or name of a user of Jira");
        var applications = Names("AppIds", IsApplication, "the number of a GitHub app or the id of an application or principal of Entra");
        var marks = Names("Markers", IsMark, $"one line of {ShortestMark} to {LongestName} characters");
        if (reader.Flag("IncludeConfigured") ?? true)
        {
            applications.AddRange(Configured(configuration, "GitHub:App:Id", "Azure:ClientId", "AppId").Where(IsApplication));
            var users = Configured(configuration, "Jira:User", null, "User").ToList();
            emails.AddRange(users.Where(IsEmail));
            accounts.AddRange(users);
        }

        reader.RefuseUnknown();
        return new OwnIdentities(logins, emails, accounts, applications, marks);
    }

    /// <summary>What the settings of clients, and of the sources that are reconciled, say whom they act as.</summary>
    private static IEnumerable<string> Configured(IConfiguration configuration, string client, string? otherClient, string reconciling) =>
        configuration.GetSection("Webhooks:Sources").GetChildren().Select(source => source[$"Reconcile:{reconciling}"])
            .Prepend(configuration[$"Webhooks:{client}"])
            .Prepend(otherClient is null ? null : configuration[$"Webhooks:{otherClient}"])
            .OfType<string>()
            .Where(IsName);

    private static bool Check(KeyValuePair<string, string?> entry, Func<string, bool> isOne, string otherwise, ICollection<string> mistakes)
    {
        if (entry.Value is { } value && isOne(value))
        {
            return true;
        }

        mistakes.Add($"{entry.Key} '{entry.Value}' is not {otherwise}.");
        return false;
    }

    private static bool IsName(string text) => text.Length is > 0 and <= LongestName && text.Trim().Length == text.Length && !text.Any(char.IsControl);

    private static bool IsLogin(string text) => IsName(text) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '[' or ']');

    private static bool IsEmail(string text) => IsName(text) && !text.Contains(' ') && text.IndexOf('@') is > 0 and var at && at < text.Length - 1;

    /// <summary>Client ids of GitHub apps are neither numbers nor GUIDs: <c>Iv1.0123456789abcdef</c>.</summary>
    private static bool IsApplication(string text) => IsName(text) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.');

    private static bool IsMark(string text) => IsName(text) && text.Length >= ShortestMark;
}
