using System.Collections.Frozen;

namespace Webhooks.Contracts.Identities;

/// <summary>Who we are on the other side. What these do, or what carries our mark, must not set us going again.</summary>
public sealed class OwnIdentities
{
    /// <summary>
    /// A line of its own in whatever this product writes on the other side: the trailer of a commit, the last line of a comment or a description,
    /// there perhaps as a comment of HTML. Nothing to keep secret, and so nothing to rely on for more than this.
    /// </summary>
    public const string Mark = "Written-By: webhooks-gateway";

    private readonly FrozenSet<string> logins;
    private readonly FrozenSet<string> emails;
    private readonly FrozenSet<string> accounts;
    private readonly FrozenSet<string> applications;
    private readonly FrozenSet<string> marks;

    public OwnIdentities(
        IEnumerable<string>? logins = null,
        IEnumerable<string>? emails = null,
        IEnumerable<string>? accounts = null,
        IEnumerable<string>? applications = null,
        IEnumerable<string>? marks = null)
    {
        this.logins = Names(logins ?? []);
        this.emails = Names(emails ?? []);
        this.accounts = Names(accounts ?? []);
        this.applications = Names((applications ?? []).Select(Uniform));
        this.marks = Names([Mark, .. marks ?? []]);
    }

    public bool Made(ChangeOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        return Has(logins, origin.Logins)
            || Has(emails, origin.Emails)
            || Has(accounts, origin.Accounts)
            || Has(applications, origin.Applications.OfType<string>().Select(Uniform))
            || origin.Texts.OfType<string>().Any(IsMarked);
    }

    private static FrozenSet<string> Names(IEnumerable<string> names) => names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static bool Has(FrozenSet<string> own, IEnumerable<string?> given) => own.Count > 0 && given.Any(name => name is not null && own.Contains(name));

    /// <summary>Azure writes one id with hyphens here and without them there.</summary>
    private static string Uniform(string application) => Guid.TryParse(application, out var id) ? id.ToString("D") : application;

    /// <summary>What quotes our words has something before the mark, and is not ours.</summary>
    private bool IsMarked(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var words = line.Trim();
            if (words.StartsWith("<!--", StringComparison.Ordinal) && words.EndsWith("-->", StringComparison.Ordinal) && words.Length >= "<!---->".Length)
            {
                words = words[4..^3].Trim();
            }

            if (marks.GetAlternateLookup<ReadOnlySpan<char>>().Contains(words))
            {
                return true;
            }
        }

        return false;
    }
}
