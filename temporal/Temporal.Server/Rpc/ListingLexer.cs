using System.Text;

namespace Temporal.Server.Rpc;

internal enum ListingTokenKind
{
    Name,
    Text,
    Number,
    Symbol,
    End,
}

/// <param name="Kind">What it is.</param>
/// <param name="Value">Its text, without quotes.</param>
/// <param name="IsQuoted">A name in back quotes is never a keyword.</param>
internal readonly record struct ListingToken(ListingTokenKind Kind, string Value, bool IsQuoted = false)
{
    public bool IsWord(string word) => Kind == ListingTokenKind.Name && !IsQuoted && Value.Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool IsSymbol(string symbol) => Kind == ListingTokenKind.Symbol && Value == symbol;
}

/// <summary>Cuts a query into names, values and symbols.</summary>
internal static class ListingLexer
{
    private static readonly string[] Symbols = ["!=", "<>", "<=", ">=", "=", "<", ">", "(", ")", ","];

    public static List<ListingToken> Cut(string query)
    {
        var tokens = new List<ListingToken>();
        var at = 0;
        while (at < query.Length)
        {
            var c = query[at];
            if (char.IsWhiteSpace(c))
            {
                at++;
            }
            else if (c is '\'' or '"' or '`')
            {
                tokens.Add(Quoted(query, ref at));
            }
            else if (char.IsAsciiDigit(c) || (c is '-' or '+' && at + 1 < query.Length && char.IsAsciiDigit(query[at + 1])))
            {
                tokens.Add(new ListingToken(ListingTokenKind.Number, Run(query, ref at, static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+')));
            }
            else if (char.IsAsciiLetter(c) || c == '_')
            {
                tokens.Add(new ListingToken(ListingTokenKind.Name, Run(query, ref at, static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-')));
            }
            else
            {
                tokens.Add(Symbol(query, ref at));
            }
        }

        tokens.Add(new ListingToken(ListingTokenKind.End, ""));
        return tokens;
    }

    private static ListingToken Symbol(string query, ref int at)
    {
        var rest = query.AsMemory(at);
        var symbol = Array.Find(Symbols, symbol => rest.Span.StartsWith(symbol, StringComparison.Ordinal))
            ?? throw ListingQuery.Invalid($"unexpected character '{query[at]}' at position {at}");
        at += symbol.Length;
        return new ListingToken(ListingTokenKind.Symbol, symbol == "<>" ? "!=" : symbol);
    }

    private static string Run(string query, ref int at, Func<char, bool> belongs)
    {
        var start = at++;
        while (at < query.Length && belongs(query[at]))
        {
            at++;
        }

        return query[start..at];
    }

    /// <summary>A quote inside is doubled or escaped with a backslash.</summary>
    private static ListingToken Quoted(string query, ref int at)
    {
        var quote = query[at];
        var text = new StringBuilder();
        at++;
        while (at < query.Length)
        {
            var c = query[at++];
            var escapes = at < query.Length && ((c == '\\' && quote != '`') || (c == quote && query[at] == quote));
            if (escapes)
            {
                text.Append(query[at++]);
            }
            else if (c != quote)
            {
                text.Append(c);
            }
            else
            {
                return new ListingToken(quote == '`' ? ListingTokenKind.Name : ListingTokenKind.Text, text.ToString(), IsQuoted: true);
            }
        }

        throw ListingQuery.Invalid("unterminated string");
    }
}
