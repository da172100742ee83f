using System.Security.Cryptography;
using System.Text;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Signatures;

namespace Webhooks.Gateway.Tests.Signatures;

public sealed class HubSignatureTests
{
    private const string Published = "It's a Secret to Everybody";
    private const string PublishedHex = "a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9";

    private static readonly HubMethod[] Default = [HubMethod.Sha256];

    [Fact]
    public void Accepts_the_vector_that_Atlassian_publishes() =>
        Assert.Equal(SignatureVerdict.Valid, Verify($"sha256={PublishedHex}", "Hello World!", Default));

    [Fact]
    public void Rejects_the_published_vector_for_the_body_of_GitHubs_with_its_comma() =>
        Assert.Equal(SignatureVerdict.Mismatch, Verify($"sha256={PublishedHex}", "Hello, World!", Default));

    // RFC 2202, 4231: case 2 of each.
    [Theory]
    [InlineData("Sha1", "sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")]
    [InlineData("Sha256", "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")]
    [InlineData("Sha384", "sha384=af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649")]
    [InlineData("Sha512", "sha512=164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737")]
    public void Each_method_counts_where_it_is_allowed_and_nowhere_else(string name, string signature)
    {
        var method = Enum.Parse<HubMethod>(name);
        var others = Enum.GetValues<HubMethod>().Where(other => other != method).ToArray();

        Assert.Equal(SignatureVerdict.Valid, Verify(signature, "what do ya want for nothing?", [method], "Jefe"));
        Assert.Equal(SignatureVerdict.Valid, Verify(signature, "what do ya want for nothing?", [.. others, method], "Jefe"));
        Assert.Equal(SignatureVerdict.Malformed, Verify(signature, "what do ya want for nothing?", others, "Jefe"));
    }

    [Theory]
    [InlineData("sha256", 40)]
    [InlineData("sha1", 64)]
    [InlineData("sha512", 64)]
    public void The_length_must_be_that_of_the_method(string method, int digits) => Assert.Equal(
        SignatureVerdict.Malformed,
        Verify($"{method}={new string('0', digits)}", "x", [HubMethod.Sha256, HubMethod.Sha1, HubMethod.Sha512]));

    [Fact]
    public void No_allowed_method_means_no_valid_signature() =>
        Assert.Equal(SignatureVerdict.Malformed, Verify($"sha256={PublishedHex}", "Hello World!", []));

    [Fact]
    public void Every_bit_of_the_hash_counts()
    {
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Published), "{}"u8);
        for (var bit = 0; bit < 8 * hash.Length; bit++)
        {
            var flipped = hash.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(SignatureVerdict.Mismatch, Verify($"sha256={Convert.ToHexStringLower(flipped)}", "{}", Default));
        }
    }

    private static SignatureVerdict Verify(string header, string body, HubMethod[] allowed, string secret = Published) => HubSignature.Verify(
        header,
        Encoding.UTF8.GetBytes(body),
        allowed,
        [new SourceSecret(Encoding.UTF8.GetBytes(secret), DateTimeOffset.MinValue, DateTimeOffset.MaxValue)],
        DateTimeOffset.UnixEpoch);
}
