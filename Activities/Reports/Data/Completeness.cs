namespace Webhooks.Activities.Reports.Data;

/// <summary>What became of every delivery that the report covers. The parts add up to <see cref="Deliveries"/>.</summary>
public sealed record Completeness
{
    public required int Deliveries { get; init; }

    /// <summary>Handled; and pushes of which no commit got a document, whose commits are in the report all the same.</summary>
    public required int Included { get; init; }

    /// <summary>Nothing to do by rule; <see cref="Rules"/> says which.</summary>
    public required int Filtered { get; init; }

    /// <summary>The same event had come under another delivery.</summary>
    public required int Duplicates { get; init; }

    /// <summary>Set aside for a person, and not in this report.</summary>
    public required int Quarantined { get; init; }

    /// <summary>Accepted, and without an outcome when it was counted; what they tell is in this report.</summary>
    public required int Open { get; init; }

    /// <summary>Of all of them, those that came after the first edition was closed; of a week, those of an earlier one.</summary>
    public required int Late { get; init; }

    /// <summary>Filtered ones by rule, the most frequent first.</summary>
    public IReadOnlyList<RuleCount> Rules { get; init; } = [];
}
