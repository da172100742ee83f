using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Webhooks.Activities.Documentation;

namespace Webhooks.Activities.Generation;

/// <summary>
/// The message that holds what is known, as one JSON object: no text in it can end the block and begin another. Invisible characters are
/// taken out, and <c>&lt;</c>, <c>&gt;</c> and <c>`</c> are escaped, so that no text becomes a control token of a model's chat template.
/// What does not fit is cut, the least important first, and the block says what.
/// </summary>
internal sealed record DataBlock
{
    /// <summary>Less of a text than this is not worth having.</summary>
    private const int ShortestPiece = 40;

    /// <summary>Quotes, colon and comma of a property, and its share of the remark about cuts.</summary>
    private const int PropertyTokens = 24;

    private static readonly JsonSerializerOptions Encoding = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>What is sent.</summary>
    public required string Json { get; init; }

    /// <summary>Every text that is in it, as it was before encoding.</summary>
    public required string Text { get; init; }

    /// <summary>What was cut, in words.</summary>
    public required IReadOnlyList<string> Cuts { get; init; }

    public static DataBlock Of(PromptInput input, int maximumTokens)
    {
        var (taken, cuts, left) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<string>(), maximumTokens);
        foreach (var part in input.Parts)
        {
            var text = PlainText.Visible(part.Text).Trim();
            if (text.Length == 0)
            {
                continue;
            }

            left -= PropertyTokens + TokenEstimate.Of(part.Name);
            var length = Fitting(text, left);
            if (length > 0)
            {
                taken[part.Name] = text[..length];
                left -= Cost(text[..length]);
            }

            if (length < text.Length)
            {
                cuts.Add(length == 0 ? $"{part.Name}: left out" : $"{part.Name}: the first {length} of {text.Length} characters");
            }
        }

        return new DataBlock
        {
            Json = JsonSerializer.Serialize(new { data = taken, cut = cuts }, Encoding),
            Text = string.Join('\n', taken.Values),
            Cuts = cuts,
        };
    }

    /// <summary>How much of the beginning fits, cut between words where there are any.</summary>
    private static int Fitting(string text, int tokens)
    {
        if (Cost(text) <= tokens)
        {
            return text.Length;
        }

        var (fits, tooLong) = (0, text.Length);
        while (tooLong - fits > 1)
        {
            var middle = fits + ((tooLong - fits) / 2);
            (fits, tooLong) = Cost(text[..middle]) <= tokens ? (middle, tooLong) : (fits, middle);
        }

        var word = text.LastIndexOfAny([' ', '\n'], Math.Max(fits - 1, 0));
        var end = word > fits / 2 ? word : fits;
        end -= end > 0 && char.IsHighSurrogate(text[end - 1]) ? 1 : 0;
        return end < ShortestPiece ? 0 : end;
    }

    private static int Cost(string text) => TokenEstimate.Of(JsonSerializer.Serialize(text, Encoding));
}
