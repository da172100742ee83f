using Microsoft.Extensions.Primitives;

namespace Webhooks.Gateway.Receiving;

/// <summary>Headers that become part of an identity.</summary>
internal static class Tokens
{
    /// <summary>True for one value of visible ASCII: no blanks, no control characters, nothing that could forge a log line or a key.</summary>
    public static bool IsToken(StringValues values, int longest, out string token)
    {
        token = values.Count == 1 ? values[0] ?? "" : "";
        var isToken = token.Length > 0 && token.Length <= longest && token.All(c => c is > ' ' and < '\x7f');
        token = isToken ? token : "";
        return isToken;
    }
}
