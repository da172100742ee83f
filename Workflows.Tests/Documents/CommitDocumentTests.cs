using System.Text.Json.Nodes;
using Webhooks.Activities.Documentation;
using Webhooks.Workflows.Tests.Commits;

namespace Webhooks.Workflows.Tests.Documents;

/// <summary>Documents as they are kept: the files in <c>Golden</c> are meant to be read.</summary>
public sealed class CommitDocumentTests
{
    [Fact]
    public void A_fix_with_a_reason_and_a_co_author() => Golden("fix", Pushes.Commit(
        "0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c",
        """
        fix(orders): do not charge twice when the terminal times out

        The card terminal answers late when its network is slow. We took silence
        for a refusal and charged again (see https://status.example.com/42). A
        charge now carries the order's number in `ChargeNumber`, and the bank
        refuses the second one.

        What a clerk sees:
        - nothing, when the bank says it knows the charge
        - "ask the bank", when it does not answer for
          more than 30 seconds

            POST /charges
            Idempotency-Key: 4711

        Fixes #41, PAY-212

        Co-authored-by: Ada Ōkubo <ada@example.org>
        Co-authored-by: Tomas <tomas@example.org>
        """,
        added: ["Payments/ChargeNumber.cs", "Payments.Tests/ChargeNumberTests.cs"],
        modified: ["Payments/CardTerminal.cs", "Payments/Bank/Client.cs", "appsettings.json"],
        removed: ["Payments/Retry.cs"]));

    [Fact]
    public void A_breaking_change_by_somebody_committed_by_somebody_else()
    {
        var commit = Pushes.Commit(
            "8c5f2e1b7a3d4c6f9e0b1a2c3d4e5f60718293a4",
            "refactor(stock)!: count in base units\n\nA crate was one in the shop and twelve in the warehouse.\n\nBREAKING CHANGE: GET /stock answers base units; divide by `unitsPerPack`.",
            modified: [.. Enumerable.Range(1, 20).Select(number => $"Stock/Part{number:00}.cs"), "Warehouse/Import.cs"]);
        commit["committer"] = Pushes.Person("Ines Caravaggio", "ines@example.org", null);
        Golden("breaking", commit);
    }

    [Fact]
    public void A_commit_with_nothing_but_a_subject() => Golden("subject-only", Pushes.Commit("1234567890abcdef1234567890abcdef12345678", "Make it so", modified: ["main.c"]));

    [Fact]
    public void A_commit_of_thousands_of_files() => Golden("huge", Pushes.Commit(
        "fedcba9876543210fedcba9876543210fedcba98", "Reformat everything", modified: [.. Enumerable.Range(0, 3000).Select(number => $"folder{number % 40:00}/file{number:0000}.cs")]));

    [Fact]
    public void A_commit_by_an_attacker() => Golden("hostile", HostileCommits.Worst());

    [Fact]
    public void The_same_commit_always_gives_the_same_document()
    {
        var commit = Pushes.Commit(Pushes.Sha(5), "feat: once");

        Assert.Equal(CommitTemplate.Write(Pushes.Analyse(commit)).Markdown, CommitTemplate.Write(Pushes.Analyse((JsonObject)commit.DeepClone())).Markdown);
    }

    private static void Golden(string name, JsonObject commit) =>
        Recording.Compare(Path.Combine(Recording.Folder("Documents/Golden"), name + ".md"), CommitTemplate.Write(Pushes.Analyse(commit)).Markdown);
}
