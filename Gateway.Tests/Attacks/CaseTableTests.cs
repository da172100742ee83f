using System.Text.RegularExpressions;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Attacks;

/// <summary>Every case has a test, and every test that is named for one is there and runs.</summary>
public sealed partial class CaseTableTests
{
    public static TheoryData<int> Numbers => [.. CaseTable.All.Select(row => row.Number)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Each_case_has_tests_that_exist(int number)
    {
        var row = CaseTable.All.Single(row => row.Number == number);

        Assert.True(row.Tests.Count > 0 || AttackSuite.Of(number).Any(), $"Nothing tests case {number}: {row.Title}.");
        Assert.All(row.Tests, test => Assert.True(Exists(test), $"There is no test {test}."));
    }

    [Fact]
    public void Every_attack_is_for_cases_of_the_table()
    {
        var known = CaseTable.All.Select(row => row.Number).ToHashSet();

        Assert.DoesNotContain(Enumerable.Range(0, 1000), number => !known.Contains(number) && AttackSuite.Of(number).Any());
    }

    /// <summary>Most test projects are no references of this one, so their code is read.</summary>
    private static bool Exists(string test)
    {
        var (type, method) = (test.Split('.')[0], test.Split('.')[1]);
        return Directory.EnumerateDirectories(RepositoryRoot.Path, "*.Tests")
            .Concat(Directory.EnumerateDirectories(Path.Combine(RepositoryRoot.Path, "temporal"), "*.Tests"))
            .SelectMany(project => Directory.EnumerateFiles(project, $"{type}.cs", SearchOption.AllDirectories))
            .Any(file => TestMethod().Matches(File.ReadAllText(file)).Any(found => found.Groups[1].Value == method));
    }

    [GeneratedRegex(@"\[\w*(?:Fact|Theory)\b[^\]]*\](?:\s*\[[^\n]*\])*\s*public (?:async )?(?:Task|void) (\w+)\(")]
    private static partial Regex TestMethod();
}
