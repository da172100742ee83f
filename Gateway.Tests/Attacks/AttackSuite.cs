using System.Collections.Frozen;
using System.Reflection;

namespace Webhooks.Gateway.Tests.Attacks;

/// <summary>All attacks, by the name of their method.</summary>
internal static class AttackSuite
{
    private static readonly FrozenDictionary<string, MethodInfo> ByName = typeof(AttackSuite).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
        .Where(method => method.IsDefined(typeof(AttackAttribute)))
        .ToFrozenDictionary(method => method.Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => ByName.Keys.Order(StringComparer.Ordinal);

    public static IEnumerable<string> Of(int number) =>
        ByName.Values.Where(method => method.GetCustomAttribute<AttackAttribute>()?.Cases.Contains(number) == true).Select(method => method.Name);

    public static Task RunAsync(string name, Target target) => ByName[name].CreateDelegate<Func<Target, Task>>()(target);
}
