using Temporal.Grpc.Http2.Hpack;

namespace Temporal.Grpc.Http2;

/// <summary>What a call needs of one header block, the head or the trailers. Other headers are passed over.</summary>
internal sealed class AnswerHeaders
{
    private int _listSize;
    private bool _regular;

    /// <summary>The HTTP status; 0 in trailers.</summary>
    public int HttpStatus { get; private set; }

    public string? ContentType { get; private set; }

    public string? Encoding { get; private set; }

    public string? Status { get; private set; }

    public string? Message { get; private set; }

    public string? Details { get; private set; }

    /// <summary>No answer that HTTP/2 allows (RFC 9113, section 8.1.1).</summary>
    public bool Malformed { get; private set; }

    public bool TooLarge => _listSize > HeaderBlock.LargestList;

    public void Add(HeaderField field)
    {
        _listSize += field.Name.Length + field.Value.Length + DynamicTable.EntryOverhead;
        if (TooLarge)
        {
            return;
        }

        if (field.Name.IsEmpty || field.Name.ContainsAnyInRange((byte)'A', (byte)'Z'))
        {
            Malformed = true;
        }
        else if (field.Name[0] == ':')
        {
            AddPseudo(field);
        }
        else
        {
            _regular = true;
            AddRegular(field);
        }
    }

    private void AddPseudo(HeaderField field)
    {
        // :status is the only one in an answer, stands once and before all else.
        if (_regular || HttpStatus != 0 || !field.Name.SequenceEqual(":status"u8) || !TryParseStatus(field.Value, out var status))
        {
            Malformed = true;
            return;
        }

        HttpStatus = status;
    }

    private void AddRegular(HeaderField field)
    {
        switch (field.Name.Length)
        {
            case 11 when field.Name.SequenceEqual("grpc-status"u8):
                Status = Joined(Status, field.Value);
                break;
            case 12 when field.Name.SequenceEqual("content-type"u8):
                ContentType = Joined(ContentType, field.Value);
                break;
            case 12 when field.Name.SequenceEqual("grpc-message"u8):
                Message = Joined(Message, field.Value);
                break;
            case 13 when field.Name.SequenceEqual("grpc-encoding"u8):
                Encoding = Joined(Encoding, field.Value);
                break;
            case 23 when field.Name.SequenceEqual("grpc-status-details-bin"u8):
                Details = Joined(Details, field.Value);
                break;
        }
    }

    /// <summary>The values of headers that come more than once are one list.</summary>
    private static string Joined(string? before, ReadOnlySpan<byte> value) => before is null ? Text(value) : $"{before}, {Text(value)}";

    private static string Text(ReadOnlySpan<byte> value)
    {
        // Nearly every answer has these two.
        if (value.SequenceEqual("0"u8))
        {
            return "0";
        }

        return value.SequenceEqual("application/grpc"u8) ? "application/grpc" : System.Text.Encoding.Latin1.GetString(value);
    }

    private static bool TryParseStatus(ReadOnlySpan<byte> value, out int status)
    {
        status = 0;
        foreach (var digit in value)
        {
            status = digit is >= (byte)'0' and <= (byte)'9' ? (status * 10) + (digit - '0') : 0;
        }

        return value.Length == 3 && status is >= 100 and <= 599;
    }
}
