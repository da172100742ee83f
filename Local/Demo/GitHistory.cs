using System.ComponentModel;
using System.Diagnostics;

namespace Webhooks.Local.Demo;

/// <summary>Reads the last commits of the repository that this program was built in, by the <c>git</c> executable.</summary>
internal static class GitHistory
{
    private const int Commits = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <returns>Null when there is no git, no repository or no commit.</returns>
    public static async Task<DemoRepository?> ReadAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            foreach (var start in new[] { AppContext.BaseDirectory, Environment.CurrentDirectory })
            {
                if (await ReadAsync(start, linked.Token) is { Commits.Count: > 0 } found)
                {
                    return found;
                }
            }

            return null;
        }
        catch (Exception failure) when (failure is Win32Exception || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null; // No git on this machine, or one that does not answer: the shipped commits take its place.
        }
    }

    private static async Task<DemoRepository?> ReadAsync(string start, CancellationToken cancellationToken)
    {
        if (await GitAsync(start, ["rev-parse", "--show-toplevel"], cancellationToken) is not { } top || top.Trim().Length == 0)
        {
            return null;
        }

        var folder = top.Trim();
        var hashes = await GitAsync(folder, ["log", "--no-merges", $"--max-count={Commits}", "--format=%H"], cancellationToken) ?? "";
        var commits = new List<DemoCommit>();
        foreach (var sha in hashes.Split('\n', StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            if (await CommitAsync(folder, sha, cancellationToken) is { } commit)
            {
                commits.Add(commit);
            }
        }

        var branch = (await GitAsync(folder, ["rev-parse", "--abbrev-ref", "HEAD"], cancellationToken))?.Trim();
        var remote = GitHubRemote(await GitAsync(folder, ["config", "--get", "remote.origin.url"], cancellationToken));
        return new DemoRepository
        {
            Owner = remote?.Owner ?? "local",
            Name = remote?.Name ?? "webhooks",
            Branch = branch is null or "" or "HEAD" ? "main" : branch,
            Page = remote is { } known ? $"https://github.com/{known.Owner}/{known.Name}" : null,
            Commits = commits,
        };
    }

    private static async Task<DemoCommit?> CommitAsync(string folder, string sha, CancellationToken cancellationToken)
    {
        var facts = (await GitAsync(folder, ["show", "--no-patch", "--format=%T%n%P%n%cI%n%an%n%ae%n%cn%n%ce%n%B", sha], cancellationToken))?.Split('\n', 8);
        var files = await GitAsync(folder, ["diff-tree", "--root", "--no-commit-id", "--no-renames", "--name-status", "-r", "-z", sha], cancellationToken);
        if (facts is not { Length: 8 } || files is null)
        {
            return null;
        }

        // With -z: status NUL path NUL status NUL path …
        var changes = files.Split('\0', StringSplitOptions.RemoveEmptyEntries).Chunk(2).Where(change => change.Length == 2).ToList();
        return new DemoCommit
        {
            Sha = sha,
            Tree = facts[0],
            Parent = facts[1].Split(' ')[0] is { Length: > 0 } parent ? parent : new string('0', sha.Length),
            Timestamp = facts[2],
            AuthorName = facts[3],
            AuthorEmail = facts[4],
            CommitterName = facts[5],
            CommitterEmail = facts[6],
            Message = facts[7].TrimEnd('\n'),
            Added = [.. changes.Where(change => change[0] == "A").Select(change => change[1])],
            Modified = [.. changes.Where(change => change[0] is not ("A" or "D")).Select(change => change[1])],
            Removed = [.. changes.Where(change => change[0] == "D").Select(change => change[1])],
        };
    }

    /// <summary>Owner and name only: a remote's address can hold a password.</summary>
    private static (string Owner, string Name)? GitHubRemote(string? address)
    {
        var parts = (address ?? "").Trim().Replace("git@github.com:", "https://github.com/", StringComparison.Ordinal);
        return Uri.TryCreate(parts, UriKind.Absolute, out var uri) && uri.Host == "github.com" && uri.Segments is [_, var owner, var name]
            ? (owner.Trim('/'), name.Trim('/').EndsWith(".git", StringComparison.Ordinal) ? name.Trim('/')[..^4] : name.Trim('/'))
            : null;
    }

    private static async Task<string?> GitAsync(string folder, string[] arguments, CancellationToken cancellationToken)
    {
#pragma warning disable S4036 // Whichever git is on the path of the person who runs this is the one they mean.
        var start = new ProcessStartInfo("git") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
#pragma warning restore S4036
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var git = Process.Start(start);
        if (git is null)
        {
            return null;
        }

        try
        {
            var complaints = git.StandardError.ReadToEndAsync(cancellationToken);
            var answer = await git.StandardOutput.ReadToEndAsync(cancellationToken);
            await complaints;
            await git.WaitForExitAsync(cancellationToken);
            return git.ExitCode == 0 ? answer : null;
        }
        catch (OperationCanceledException)
        {
            git.Kill(entireProcessTree: true);
            throw;
        }
    }
}
