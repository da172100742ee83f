using System.Reflection;
using Webhooks.Gateway.Tests.Attacks.Flaws;
using Xunit.Sdk;

namespace Webhooks.Gateway.Tests.Attacks;

/// <summary>Every attack on the real gateway, which withstands all of them, and on flawed ones, none of which does.</summary>
public sealed class AttackTests(AttackTests.RealTarget real) : IClassFixture<AttackTests.RealTarget>
{
    private static readonly Type[] FlawTypes = [typeof(SignatureFlaws), typeof(IdentityFlaws), typeof(StoringFlaws), typeof(SurfaceFlaws)];

    public static TheoryData<string> Attacks => [.. AttackSuite.Names];

    public static TheoryData<string> Flaws => [.. Properties().Select(flaw => flaw.Name)];

    [Fact]
    public Task The_gateway_accepts_honest_deliveries() => SurfaceAttacks.AcceptsHonestDeliveriesAsync(real.Target);

    [Theory]
    [MemberData(nameof(Attacks))]
    public Task The_gateway_withstands(string attack) => AttackSuite.RunAsync(attack, real.Target);

    [Theory]
    [MemberData(nameof(Flaws))]
    public async Task The_suite_finds_a_receiver_that(string flaw)
    {
        var flawed = (Flaw)(Properties().Single(property => property.Name == flaw).GetValue(null) ?? throw new InvalidOperationException("It has a value."));
        await using var target = await Target.StartAsync(flawed);
        await SurfaceAttacks.AcceptsHonestDeliveriesAsync(target);

        // An assertion of the attack, and no mere crash of the receiver.
        await Assert.ThrowsAnyAsync<XunitException>(() => AttackSuite.RunAsync(flawed.KilledBy, target));
    }

    private static IEnumerable<PropertyInfo> Properties() =>
        FlawTypes.SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Static)).Where(property => property.PropertyType == typeof(Flaw));

    public sealed class RealTarget : IAsyncLifetime
    {
        private Target? target;

        internal Target Target => target ?? throw new InvalidOperationException("Not started.");

        public async Task InitializeAsync() => target = await Target.StartAsync();

        public async Task DisposeAsync() => await Target.DisposeAsync();
    }
}
