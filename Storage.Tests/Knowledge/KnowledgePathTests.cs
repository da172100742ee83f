using FsCheck;
using FsCheck.Fluent;
using Webhooks.Storage.Knowledge;

namespace Webhooks.Storage.Tests.Knowledge;

public sealed class KnowledgePathTests
{
    private static readonly string[] Hostile =
    [
        "..", ".", "...", "../..", "/etc/passwd", "C:\\x", "a\\b", "a/b", "\0", "a\nb", "~", "~root", "$HOME", "%2e%2e", "%00", "CON", "con.txt", "COM1", "LPT9.md",
        "NUL", " a", "a ", "a.", ".git", "a:b", "a*b?", "\"<>|", "\u202Egnp.md", "é", "日本語", "🙂", "\uD800", "ﬁ", "‥", "／", "..md", "x.MD", "%-", "-", "a\tb",
    ];

    [Fact]
    public void Ordinary_parts_stay_as_they_are() =>
        Assert.Equal("github/octo/hello.world/commits/0d1a.md", KnowledgePath.Join("github", "octo", "hello.world", "commits", "0d1a.md"));

    [Fact]
    public void Hostile_parts_give_paths_that_pass_the_check_and_stay_apart()
    {
        var paths = Hostile.Select(part => KnowledgePath.Join("github", part, "x.md")).ToList();
        Assert.All(paths, KnowledgePath.Check);
        Assert.All(paths, path => Assert.Equal(2, path.Count(character => character == '/')));
        Assert.Equal(Hostile.Length, paths.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Any_parts_give_a_path_that_passes_the_check() =>
        Prop.ForAll<string[]>(parts =>
        {
            string[] usable = [.. parts.Where(part => !string.IsNullOrEmpty(part)).Take(3), "x.md"];
            KnowledgePath.Check(KnowledgePath.Join(usable));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void A_long_part_is_cut_keeps_its_extension_and_stays_apart_from_others_cut_at_the_same_place()
    {
        var start = new string('a', 300);
        var one = KnowledgePath.Join($"{start}1.md");
        var two = KnowledgePath.Join($"{start}2.md");
        Assert.NotEqual(one, two);
        Assert.All(new[] { one, two }, path =>
        {
            KnowledgePath.Check(path);
            Assert.InRange(path.Length, 1, 120);
        });
    }

    [Fact]
    public void Empty_parts_and_too_many_parts_are_refused()
    {
        Assert.Throws<ArgumentException>(() => KnowledgePath.Join());
        Assert.Throws<ArgumentException>(() => KnowledgePath.Join("a", "", "b.md"));
        Assert.Throws<UnsafePathException>(() => KnowledgePath.Join([.. Enumerable.Repeat("a", 17)]));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".md")]
    [InlineData("../x.md")]
    [InlineData("a/../../x.md")]
    [InlineData("a/./x.md")]
    [InlineData("/etc/x.md")]
    [InlineData("//server/share/x.md")]
    [InlineData("C:/x.md")]
    [InlineData("C:x.md")]
    [InlineData("a\\..\\x.md")]
    [InlineData("..\\x.md")]
    [InlineData("a//x.md")]
    [InlineData("a/x.md/")]
    [InlineData("a/x.txt")]
    [InlineData("a/x")]
    [InlineData("a/x.md\0.txt")]
    [InlineData("a/\0/x.md")]
    [InlineData("a/b\n/x.md")]
    [InlineData("con/x.md")]
    [InlineData("a/NUL.md")]
    [InlineData("a/lpt1.x.md")]
    [InlineData(".incoming/x.md")]
    [InlineData("a./x.md")]
    [InlineData("a /x.md")]
    [InlineData("a/x.md:stream.md")]
    [InlineData("~/x.md")]
    [InlineData("a/é.md")]
    public void Refuses(string path) => Assert.Throws<UnsafePathException>(() => KnowledgePath.Check(path));

    [Fact]
    public void Refuses_what_is_too_long()
    {
        Assert.Throws<UnsafePathException>(() => KnowledgePath.Check(new string('a', 121) + ".md"));
        Assert.Throws<UnsafePathException>(() => KnowledgePath.Check(string.Join('/', Enumerable.Repeat(new string('a', 100), 6)) + ".md"));
    }
}
