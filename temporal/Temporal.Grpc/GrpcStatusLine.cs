using System.Globalization;
using Google.Protobuf;
using RpcStatus = Google.Rpc.Status;

namespace Temporal.Grpc;

/// <summary>The three headers or trailers that end a call.</summary>
internal static class GrpcStatusLine
{
    public const string Code = "grpc-status";
    public const string Message = "grpc-message";
    public const string Details = "grpc-status-details-bin";

    /// <summary>Peers bound their header lists (Node at 16 KiB); a status that does not arrive is worse than one without details.</summary>
    private const int LargestDetails = 8 * 1024;

    private const int LargestMessage = 2 * 1024;

    public static GrpcStatusCode ParseCode(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 16
            ? (GrpcStatusCode)number
            : GrpcStatusCode.Unknown;

    public static string FormatCode(GrpcStatusCode code) => ((int)code).ToString(CultureInfo.InvariantCulture);

    public static string FormatMessage(string message)
    {
        if (message.Length <= LargestMessage)
        {
            return PercentEncoding.Encode(message);
        }

        // Never cut between the halves of a surrogate pair: half a character has no UTF-8.
        var length = char.IsHighSurrogate(message[LargestMessage - 1]) ? LargestMessage - 1 : LargestMessage;
        return PercentEncoding.Encode(message[..length]);
    }

    public static string? FormatDetails(RpcStatus? status)
    {
        if (status is null || status.CalculateSize() > LargestDetails)
        {
            return null;
        }

        return BinaryHeader.Encode(status.ToByteArray());
    }

    public static RpcStatus? ParseDetails(string? text)
    {
        if (text is null || !BinaryHeader.TryDecode(text, out var bytes))
        {
            return null;
        }

        try
        {
            return RpcStatus.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            // Details are an extra: the code and message still stand.
            return null;
        }
    }
}
