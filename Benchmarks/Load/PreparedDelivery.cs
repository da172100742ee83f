using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Benchmarks.Load;

/// <summary>A signed request as it goes over the wire. Only the delivery's number changes, which the signature does not cover.</summary>
internal sealed class PreparedDelivery
{
    private const string Numbered = "X-GitHub-Delivery: 00000000-0000-4000-8000-";
    private const int Digits = 12;

    private readonly byte[] request;
    private readonly int numberAt;

    public PreparedDelivery(byte[] body, string secret)
    {
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
        var head = $"""
            POST /webhooks/{LoadPlan.SourceName} HTTP/1.1
            Host: 127.0.0.1
            Content-Type: application/json
            User-Agent: GitHub-Hookshot/load
            X-GitHub-Event: push
            X-GitHub-Hook-ID: 1
            X-Hub-Signature-256: sha256={signature}
            {Numbered}000000000000
            Content-Length: {body.Length}


            """.ReplaceLineEndings("\r\n");
        request = [.. Encoding.ASCII.GetBytes(head), .. body];
        numberAt = head.IndexOf(Numbered, StringComparison.Ordinal) + Numbered.Length;
    }

    /// <summary>The bytes of delivery <paramref name="number"/>; valid until the next call.</summary>
    public ReadOnlyMemory<byte> Request(long number)
    {
        Utf8Formatter.TryFormat(number, request.AsSpan(numberAt), out _, new('x', Digits));
        return request;
    }
}
