using Webhooks.Activities.GitHub;

namespace Webhooks.Activities.Commits;

/// <summary>Turns a pushed commit into what there is to say about it.</summary>
public static class CommitAnalyser
{
    private const int MaximumAreas = 12;
    private const int MaximumFilesAnArea = 15;

    /// <summary>A commit all over the place is told by its areas; naming many files of each would bury them.</summary>
    private const int MaximumFilesOfMany = 5;
    private const int ManyAreas = 5;

    public static CommitAnalysis Analyse(CommitReference reference, PushedCommit commit, CommitLinks links, SignificanceOptions options)
    {
        ArgumentNullException.ThrowIfNull(commit);
        ArgumentNullException.ThrowIfNull(options);
        var message = CommitMessageParser.Parse(commit.Message);
        message = message with { Breaking = message.Breaking || options.BreakingMarkers.Any(marker => commit.Message.Contains(marker, StringComparison.OrdinalIgnoreCase)) };
        var areas = Areas(Files(commit));
        var others = areas.Skip(MaximumAreas).ToList();
        return new CommitAnalysis
        {
            Commit = reference,
            Rule = Significance.Rule(commit, message, options),
            Message = message,
            Author = commit.Author,
            Committer = commit.Committer,
            At = commit.Timestamp,
            Added = commit.Added.Count,
            Modified = commit.Modified.Count,
            Removed = commit.Removed.Count,
            Areas = [.. areas.Take(MaximumAreas)],
            OtherAreas = others.Count,
            OtherAreaFiles = others.Sum(area => area.Total()),
            Links = links,
            Details = commit.Details,
            NotEnriched = commit.NotEnriched,
        };
    }

    private static List<ChangedFile> Files(PushedCommit commit) =>
    [
        .. commit.Added.Select(path => new ChangedFile(ChangeVerb.Added, path)),
        .. commit.Modified.Select(path => new ChangedFile(ChangeVerb.Modified, path)),
        .. commit.Removed.Select(path => new ChangedFile(ChangeVerb.Removed, path)),
    ];

    internal static List<ChangedArea> Areas(IReadOnlyCollection<ChangedFile> files)
    {
        var folders = files.GroupBy(file => file.Path.IndexOf('/') is > 0 and var slash ? file.Path[..slash] : "", StringComparer.Ordinal).ToList();
        var shown = folders.Count >= ManyAreas ? MaximumFilesOfMany : MaximumFilesAnArea;
        return [.. folders.Select(folder => Area(folder, shown)).OrderByDescending(area => area.Total()).ThenBy(area => area.Folder, StringComparer.Ordinal)];
    }

    private static ChangedArea Area(IGrouping<string, ChangedFile> files, int shown) => new()
    {
        Folder = files.Key,
        Added = files.Count(file => file.Verb == ChangeVerb.Added),
        Modified = files.Count(file => file.Verb == ChangeVerb.Modified),
        Removed = files.Count(file => file.Verb == ChangeVerb.Removed),
        Kinds = [.. files.CountBy(file => FileKinds.Of(file.Path)).OrderByDescending(kind => kind.Value).ThenBy(kind => kind.Key).Select(kind => kind.Key)],
        Files = [.. files.OrderBy(file => file.Path, StringComparer.Ordinal).Take(shown)],
    };
}
