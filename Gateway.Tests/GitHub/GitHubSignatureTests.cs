using System.Text;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.GitHub;
using Webhooks.Gateway.Signatures;

namespace Webhooks.Gateway.Tests.GitHub;

public sealed class GitHubSignatureTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Accepts_the_vector_that_GitHub_publishes() => Assert.Equal(
        SignatureVerdict.Valid,
        Verify("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", "Hello, World!", Secret("It's a Secret to Everybody")));

    [Fact]
    public void Rejects_the_published_vector_for_a_body_without_its_comma() => Assert.Equal(
        SignatureVerdict.Mismatch,
        Verify("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", "Hello World!", Secret("It's a Secret to Everybody")));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Any_of_several_live_secrets_is_enough(int matching)
    {
        var secrets = new[] { Secret("one"), Secret("two"), Secret("three") };
        var signature = Hosting.Delivery.Sign("{}"u8.ToArray(), new[] { "one", "two", "three" }[matching]);

        Assert.Equal(SignatureVerdict.Valid, Verify(signature, "{}", secrets));
    }

    [Fact]
    public void A_secret_counts_up_to_its_last_instant_and_not_one_tick_longer()
    {
        var signature = Hosting.Delivery.Sign("{}"u8.ToArray(), "old");

        Assert.Equal(SignatureVerdict.Valid, Verify(signature, "{}", Secret("old", notAfter: Now)));
        Assert.Equal(SignatureVerdict.Mismatch, Verify(signature, "{}", Secret("old", notAfter: Now.AddTicks(-1))));
    }

    [Fact]
    public void A_secret_does_not_count_before_its_first_instant() => Assert.Equal(
        SignatureVerdict.Mismatch,
        Verify(Hosting.Delivery.Sign("{}"u8.ToArray(), "new"), "{}", Secret("new", notBefore: Now.AddTicks(1))));

    [Fact]
    public void Without_any_secret_nothing_is_valid() => Assert.Equal(SignatureVerdict.Mismatch, Verify(Hosting.Delivery.Sign([], ""), ""));

    private static SignatureVerdict Verify(string header, string body, params SourceSecret[] secrets) =>
        GitHubSignature.Verify(header, Encoding.UTF8.GetBytes(body), secrets, Now);

    private static SourceSecret Secret(string value, DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null) =>
        new(Encoding.UTF8.GetBytes(value), notBefore ?? DateTimeOffset.MinValue, notAfter ?? DateTimeOffset.MaxValue);
}
