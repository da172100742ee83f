using System.Text.Json.Serialization;

namespace Webhooks.Activities.GitHub.Api;

/// <summary>As GitHub writes them, as far as they are read.</summary>
internal static class GitHubJson
{
    private const int LongestMessage = 64 * 1024;
    private const int LongestName = 200;
    private const int LongestPath = 400;

    public static string Cut(string? text, int longest) => text is null ? "" : text.Length <= longest ? text : text[..longest];

    public sealed record Commit
    {
        [JsonPropertyName("sha")]
        public required string Sha { get; init; }

        [JsonPropertyName("commit")]
        public required CommitText Text { get; init; }

        [JsonPropertyName("author")]
        public Account? Author { get; init; }

        [JsonPropertyName("committer")]
        public Account? Committer { get; init; }

        [JsonPropertyName("parents")]
        public required IReadOnlyList<Parent> Parents { get; init; }

        [JsonPropertyName("stats")]
        public Lines? Stats { get; init; }

        [JsonPropertyName("files")]
        public IReadOnlyList<File>? Files { get; init; }

        public RepositoryCommit ToCommit(IEnumerable<FileChange>? files = null, bool hasAllFiles = false) => new()
        {
            Sha = Sha.ToLowerInvariant(),
            Message = Cut(Text.Message, LongestMessage),
            Author = Person(Text.Author, Author),
            Committer = Person(Text.Committer, Committer),
            CommittedAt = Text.Committer?.Date,
            Parents = [.. Parents.Select(parent => parent.Sha.ToLowerInvariant())],
            Additions = Stats?.Additions,
            Deletions = Stats?.Deletions,
            Files = [.. files ?? []],
            HasAllFiles = hasAllFiles,
        };

        private static PushedPerson Person(Signature? signature, Account? account) =>
            new(Cut(signature?.Name, LongestName), account?.Login is { } login ? Cut(login, LongestName) : null);
    }

    public sealed record CommitText
    {
        [JsonPropertyName("message")]
        public required string Message { get; init; }

        [JsonPropertyName("author")]
        public Signature? Author { get; init; }

        [JsonPropertyName("committer")]
        public Signature? Committer { get; init; }
    }

    public sealed record Signature
    {
        [JsonPropertyName("name")]
        public string? Name { get; init; }

        [JsonPropertyName("date")]
        public DateTimeOffset? Date { get; init; }
    }

    /// <summary>Null or without a login when the address belongs to no account.</summary>
    public sealed record Account
    {
        [JsonPropertyName("login")]
        public string? Login { get; init; }
    }

    public sealed record Parent([property: JsonPropertyName("sha"), JsonRequired] string Sha);

    public sealed record Lines(
        [property: JsonPropertyName("additions"), JsonRequired] int Additions,
        [property: JsonPropertyName("deletions"), JsonRequired] int Deletions);

    public sealed record File
    {
        [JsonPropertyName("filename")]
        public required string Path { get; init; }

        [JsonPropertyName("previous_filename")]
        public string? PreviousPath { get; init; }

        [JsonPropertyName("status")]
        public required string Status { get; init; }

        [JsonPropertyName("additions")]
        public int Additions { get; init; }

        [JsonPropertyName("deletions")]
        public int Deletions { get; init; }

        public FileChange ToChange() => new()
        {
            Path = Cut(Path, LongestPath),
            PreviousPath = PreviousPath is null ? null : Cut(PreviousPath, LongestPath),
            Additions = Additions,
            Deletions = Deletions,
            Status = Status switch
            {
                "added" => FileStatus.Added,
                "removed" => FileStatus.Removed,
                "renamed" => FileStatus.Renamed,
                "copied" => FileStatus.Copied,
                "unchanged" => FileStatus.Unchanged,
                _ => FileStatus.Modified,
            },
        };
    }

    public sealed record Comparison
    {
        [JsonPropertyName("status")]
        public required string Status { get; init; }

        [JsonPropertyName("ahead_by")]
        public required int AheadBy { get; init; }

        [JsonPropertyName("behind_by")]
        public required int BehindBy { get; init; }

        [JsonPropertyName("total_commits")]
        public required int TotalCommits { get; init; }

        [JsonPropertyName("commits")]
        public required IReadOnlyList<Commit> Commits { get; init; }

        /// <summary>Only on the first page.</summary>
        [JsonPropertyName("files")]
        public IReadOnlyList<File>? Files { get; init; }
    }

    public sealed record Branch([property: JsonPropertyName("ref"), JsonRequired] string Name);

    public sealed record Label
    {
        [JsonPropertyName("name")]
        public string? Name { get; init; }
    }

    public sealed record Pull
    {
        [JsonPropertyName("number")]
        public required int Number { get; init; }

        [JsonPropertyName("title")]
        public required string Title { get; init; }

        [JsonPropertyName("body")]
        public string? Body { get; init; }

        [JsonPropertyName("state")]
        public required string State { get; init; }

        [JsonPropertyName("draft")]
        public bool? IsDraft { get; init; }

        [JsonPropertyName("merged_at")]
        public DateTimeOffset? MergedAt { get; init; }

        [JsonPropertyName("merge_commit_sha")]
        public string? MergeCommitSha { get; init; }

        [JsonPropertyName("created_at")]
        public DateTimeOffset? CreatedAt { get; init; }

        [JsonPropertyName("updated_at")]
        public DateTimeOffset? UpdatedAt { get; init; }

        [JsonPropertyName("closed_at")]
        public DateTimeOffset? ClosedAt { get; init; }

        [JsonPropertyName("user")]
        public Account? User { get; init; }

        [JsonPropertyName("merged_by")]
        public Account? MergedBy { get; init; }

        [JsonPropertyName("labels")]
        public IReadOnlyList<Label>? Labels { get; init; }

        [JsonPropertyName("base")]
        public required Branch Base { get; init; }

        [JsonPropertyName("head")]
        public required Branch Head { get; init; }

        [JsonPropertyName("additions")]
        public int Additions { get; init; }

        [JsonPropertyName("deletions")]
        public int Deletions { get; init; }

        [JsonPropertyName("changed_files")]
        public int ChangedFiles { get; init; }

        [JsonPropertyName("commits")]
        public int Commits { get; init; }

        public PullRequest ToPullRequest(
            IReadOnlyList<FileChange> files, IReadOnlyList<RepositoryCommit> commits, IReadOnlyList<PullRequestReview> reviews, bool allReviews) => new()
        {
            Number = Number,
            Title = Cut(Title, LongestName * 2),
            Body = Body is null ? null : Cut(Body, LongestMessage),
            State = Cut(State, LongestName),
            IsDraft = IsDraft == true,
            MergedAt = MergedAt,
            MergeCommitSha = MergeCommitSha?.ToLowerInvariant() is { } sha && PushPayload.IsSha(sha) ? sha : null,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
            ClosedAt = ClosedAt,
            Author = LoginOf(User),
            MergedBy = LoginOf(MergedBy),
            Labels = [.. (Labels ?? []).Select(label => Cut(label.Name, LongestName))],
            BaseBranch = Cut(Base.Name, LongestPath),
            HeadBranch = Cut(Head.Name, LongestPath),
            Additions = Additions,
            Deletions = Deletions,
            ChangedFiles = ChangedFiles,
            Files = files,
            Commits = commits,
            Reviews = reviews,
            IsComplete = allReviews && files.Count >= ChangedFiles && commits.Count >= Commits,
        };
    }

    public sealed record Review
    {
        [JsonPropertyName("user")]
        public Account? User { get; init; }

        [JsonPropertyName("state")]
        public required string State { get; init; }

        [JsonPropertyName("submitted_at")]
        public DateTimeOffset? SubmittedAt { get; init; }

        [JsonPropertyName("body")]
        public string? Body { get; init; }

        public PullRequestReview ToReview() => new(LoginOf(User), Cut(State, LongestName), SubmittedAt, Cut(Body, LongestMessage));
    }

    private static string? LoginOf(Account? account) => account?.Login is { } login ? Cut(login, LongestName) : null;
}
