using System.Text.Json;

namespace Webhooks.Cli.Output;

/// <summary>Members of closed sets as the management API writes them.</summary>
internal static class Names
{
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
