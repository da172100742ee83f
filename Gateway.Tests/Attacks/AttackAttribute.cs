namespace Webhooks.Gateway.Tests.Attacks;

/// <summary>A check that a receiver withstands an attack, callable on any <see cref="Target"/>: it throws when the attack succeeds.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AttackAttribute(params int[] cases) : Attribute
{
    /// <summary>Numbers in <see cref="CaseTable"/>.</summary>
    public IReadOnlyList<int> Cases => cases;
}
