using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace Webhooks.Gateway.Tests.Signatures;

/// <summary>What the compiled code of a method calls, and how often it branches.</summary>
internal static class Calls
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => field.GetValue(null))
        .OfType<OpCode>()
        .ToDictionary(code => code.Value);

    public static IEnumerable<MethodBase> MethodsOf(Assembly assembly) =>
        assembly.GetTypes().SelectMany(type => type.GetMethods(All).Concat<MethodBase>(type.GetConstructors(All)));

    public static IReadOnlyList<MethodBase> Of(MethodBase method) =>
        [.. Instructions(method).Where(instruction => instruction.Code.OperandType == OperandType.InlineMethod).Select(instruction => Resolve(method, instruction.Operand)).OfType<MethodBase>()];

    public static int ConditionalBranches(MethodBase method) => Instructions(method).Count(instruction => instruction.Code.FlowControl == FlowControl.Cond_Branch);

    private static MethodBase? Resolve(MethodBase method, int token) =>
        method.Module.ResolveMethod(token, method.DeclaringType?.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null);

    private static IEnumerable<(OpCode Code, int Operand)> Instructions(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var i = 0; i < code.Length;)
        {
            var isLong = code[i] == 0xFE;
            var found = Codes[isLong ? unchecked((short)(0xFE00 | code[i + 1])) : code[i]];
            i += isLong ? 2 : 1;
            var size = Size(found.OperandType, code.AsSpan(i));
            yield return (found, size >= 4 ? BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(i)) : 0);
            i += size;
        }
    }

    private static int Size(OperandType type, ReadOnlySpan<byte> operand) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(operand)),
        _ => 4,
    };
}
