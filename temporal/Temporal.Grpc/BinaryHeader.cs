using System.Diagnostics.CodeAnalysis;

namespace Temporal.Grpc;

/// <summary>Values of <c>-bin</c> headers: base64, written without padding, read with or without.</summary>
internal static class BinaryHeader
{
    public static string Encode(ReadOnlySpan<byte> value) => Convert.ToBase64String(value).TrimEnd('=');

    public static bool TryDecode(string text, [NotNullWhen(true)] out byte[]? value)
    {
        var bare = text.AsSpan().Trim().TrimEnd('=');
        var padded = string.Concat(bare, "===".AsSpan(0, (4 - (bare.Length % 4)) % 4));
        value = new byte[padded.Length / 4 * 3];
        if (!Convert.TryFromBase64String(padded, value, out var written))
        {
            value = null;
            return false;
        }

        value = value[..written];
        return true;
    }
}
