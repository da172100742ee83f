using System.Text;
using System.Text.RegularExpressions;

namespace Webhooks.Activities.Tests.Mail;

/// <summary>Reads a mail as mail programs do: folded headers, encoded words, sections of parameters, parts in parts.</summary>
internal sealed partial class EmlReader
{
    private EmlReader(string entity)
    {
        var end = entity.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        Assert.True(end > 0, "A header ends in an empty line.");
        foreach (var line in Unfolding().Replace(entity[..end], " ").Split("\r\n"))
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            Assert.True(colon > 0, $"'{line}' is no header.");
            Headers.Add((line[..colon], line[(colon + 2)..]));
        }

        var (type, body) = (Header("Content-Type") ?? "", entity[(end + 4)..]);
        if (type.StartsWith("multipart/", StringComparison.Ordinal))
        {
            var boundary = Parameter("Content-Type", "boundary");
            var pieces = $"\r\n{body}".Split($"\r\n--{boundary}");
            Assert.StartsWith("--", pieces[^1], StringComparison.Ordinal);
            Parts = [.. pieces[1..^1].Select(piece => new EmlReader(piece["\r\n".Length..]))];
        }
        else
        {
            Content = Header("Content-Transfer-Encoding") switch
            {
                "base64" => Convert.FromBase64String(body),
                "quoted-printable" => Unquoted(body),
                var other => throw new InvalidOperationException($"Encoding {other}."),
            };
        }
    }

    public List<(string Name, string Value)> Headers { get; } = [];

    public IReadOnlyList<EmlReader> Parts { get; } = [];

    public byte[] Content { get; } = [];

    /// <summary>As programs show it.</summary>
    public string Text => Encoding.UTF8.GetString(Content).ReplaceLineEndings("\n").TrimEnd('\n');

    public static EmlReader Read(byte[] eml)
    {
        Assert.All(eml, octet => Assert.True(octet is (byte)'\r' or (byte)'\n' or (>= 32 and < 127), $"Octet {octet}."));
        var text = Encoding.ASCII.GetString(eml);
        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.All(text.Split("\r\n"), line => Assert.True(line.Length <= 78 || !line.Contains(' '), $"A line of {line.Length}: {line}"));
        return new EmlReader(text);
    }

    public string? Header(string name) => Headers.Where(header => header.Name == name).Select(header => Decoded(header.Value)).SingleOrDefault();

    public string? Parameter(string header, string name)
    {
        var value = Header(header) ?? "";
        if (Regex.Match(value, $"{name}=\"(?<value>[^\"]*)\"") is { Success: true } plain)
        {
            return plain.Groups["value"].Value;
        }

        var sections = Regex.Matches(value, $"{name}\\*(?<number>[0-9]+)\\*=(?<value>[^;]*)");
        Assert.Equal(Enumerable.Range(0, sections.Count), sections.Select(section => int.Parse(section.Groups["number"].ValueSpan)));
        var encoded = string.Concat(sections.Select(section => section.Groups["value"].Value));
        return encoded.Length == 0 ? null : Uri.UnescapeDataString(encoded["UTF-8''".Length..]);
    }

    private static string Decoded(string value)
    {
        var words = AdjacentWords().Replace(value, "?==?");
        Assert.DoesNotContain("=?", EncodedWord().Replace(words, ""), StringComparison.Ordinal);
        return EncodedWord().Replace(words, word =>
        {
            Assert.True(word.Length <= 75, "An encoded word is longer than 75.");
            return Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups["text"].Value));
        });
    }

    private static byte[] Unquoted(string body)
    {
        List<byte> octets = [];
        var text = body.Replace("=\r\n", "", StringComparison.Ordinal);
        var at = 0;
        while (at < text.Length)
        {
            var isQuoted = text[at] == '=';
            octets.Add(isQuoted ? Convert.ToByte(text.Substring(at + 1, 2), 16) : (byte)text[at]);
            at += isQuoted ? 3 : 1;
        }

        return [.. octets];
    }

    [GeneratedRegex("\r\n[ \t]+")]
    private static partial Regex Unfolding();

    [GeneratedRegex(@"=\?utf-8\?B\?(?<text>[A-Za-z0-9+/=]*)\?=", RegexOptions.ExplicitCapture)]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"\?=\s+=\?")]
    private static partial Regex AdjacentWords();
}
