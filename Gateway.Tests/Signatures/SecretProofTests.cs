using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Signatures;

namespace Webhooks.Gateway.Tests.Signatures;

/// <summary>How long a verification takes is measured by <c>Benchmarks -- timing</c>; here is why it tells nothing.</summary>
public sealed class SecretProofTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(null)]
    public void Case_21_every_secret_is_tried_once_whichever_matches_and_when_none_does(int? matching)
    {
        SourceSecret[] secrets = [Secret("one"), Secret("two", Now.AddTicks(-1)), Secret("three")];
        var tried = new List<string>();
        var claimed = matching is { } index ? HMACSHA256.HashData(secrets[index].Key, "{}"u8) : new byte[32];

        var proven = secrets.FindProven(
            (key, message, proof) =>
            {
                tried.Add(Encoding.UTF8.GetString(key));
                HMACSHA256.HashData(key, message, proof);
            },
            "{}"u8,
            claimed,
            Now);

        Assert.Equal(["one", "two", "three"], tried);
        Assert.Same(matching is null or 1 ? null : secrets[matching.Value], proven);
    }

    [Fact]
    public void Case_21_what_is_compared_is_compared_in_fixed_time_and_without_a_branch_on_it()
    {
        var calls = Calls.Of(Deciding);

        Assert.Single(calls, call => call.Name == nameof(CryptographicOperations.FixedTimeEquals));
        Assert.DoesNotContain(calls, call => call.Name.Contains("SequenceEqual", StringComparison.Ordinal) || call.Name is "Equals" or "op_Equality" or "CompareTo");

        // One for the end of the secrets, one for whether any was proven.
        Assert.Equal(2, Calls.ConditionalBranches(Deciding));
    }

    [Fact]
    public void Case_21_the_bytes_of_a_secret_are_looked_at_nowhere_else()
    {
        var key = typeof(SourceSecret).GetProperty(nameof(SourceSecret.Key))?.GetMethod;

        var readers = Calls.MethodsOf(typeof(SourceSecret).Assembly).Where(method => Calls.Of(method).Contains(key)).ToList();

        Assert.Equal([Deciding], readers);
    }

    [Fact]
    public void Of_several_with_the_same_bytes_it_is_the_last_that_is_valid()
    {
        SourceSecret[] secrets = [Secret("same"), Secret("same"), Secret("same", Now.AddTicks(-1))];

        Assert.Same(secrets[1], secrets.FindProven(HubMethod.Sha256.Proof(), "{}"u8, HMACSHA256.HashData("same"u8, "{}"u8), Now));
    }

    private static MethodInfo Deciding => typeof(SecretProofs).GetMethod(nameof(SecretProofs.FindProven)) ?? throw new InvalidOperationException("Renamed?");

    private static SourceSecret Secret(string value, DateTimeOffset? notAfter = null) =>
        new(Encoding.UTF8.GetBytes(value), DateTimeOffset.MinValue, notAfter ?? DateTimeOffset.MaxValue);
}
