using System.Text;
using Temporal.Grpc;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Rpc;

/// <summary>A visibility query as a condition over the table of runs. Everything from the query's author is a parameter, never text.</summary>
internal sealed class ListingQuery
{
    private const int LongestQuery = 20_000;
    private const int DeepestNesting = 50;
    private const int MostValues = 1000;

    private readonly ListingSubject _subject;
    private readonly IReadOnlyDictionary<string, IndexedValueType> _attributes;
    private readonly List<ListingToken> _tokens;
    private readonly StringBuilder _sql = new();
    private readonly List<object?> _values = [];
    private int _at;
    private int _depth;
    private bool _namesDivision;

    private ListingQuery(ListingSubject subject, string ns, string query, IReadOnlyDictionary<string, IndexedValueType> attributes)
    {
        _subject = subject;
        _attributes = attributes;
        if (query.Length > LongestQuery)
        {
            throw Invalid("too long");
        }

        _tokens = ListingLexer.Cut(query);
        _sql.Append("namespace=").Append(Parameter(ns));
        if (!Next.IsWord("GROUP") && Next.Kind != ListingTokenKind.End)
        {
            _sql.Append(" AND (");
            Or();
            _sql.Append(')');
        }

        GroupBy();
        if (!_namesDivision && subject == ListingSubject.Runs)
        {
            // Runs of a division belong to some tool and are hidden from everybody who does not ask for them.
            _sql.Append(" AND NOT ").Append(Attribute(ListingFields.NamespaceDivision, ""));
        }
    }

    public string Condition => _sql.ToString();

    public object?[] Values => [.. _values];

    public bool GroupedByStatus { get; private set; }

    private ListingToken Next => _tokens[_at];

    /// <exception cref="GrpcException">The query is not understood.</exception>
    public static ListingQuery Parse(string ns, string query, IReadOnlyDictionary<string, IndexedValueType> attributes) =>
        new(ListingSubject.Runs, ns, query, attributes);

    /// <summary>As a condition over the table of schedules.</summary>
    /// <exception cref="GrpcException">The query is not understood.</exception>
    public static ListingQuery ParseForSchedules(string ns, string query, IReadOnlyDictionary<string, IndexedValueType> attributes) =>
        new(ListingSubject.Schedules, ns, query, attributes);

    public static GrpcException Invalid(string why) => Refusals.Invalid("invalid query: " + why);

    private void Or()
    {
        And();
        while (TryWord("OR"))
        {
            _sql.Append(" OR ");
            And();
        }
    }

    private void And()
    {
        Not();
        while (TryWord("AND"))
        {
            _sql.Append(" AND ");
            Not();
        }
    }

    private void Not()
    {
        if (++_depth > DeepestNesting)
        {
            throw Invalid("nested too deeply");
        }

        if (TryWord("NOT"))
        {
            _sql.Append("NOT ");
            Not();
        }
        else if (TrySymbol("("))
        {
            _sql.Append('(');
            Or();
            Expect(")");
            _sql.Append(')');
        }
        else
        {
            Comparison();
        }

        _depth--;
    }

    private void Comparison()
    {
        var name = Take();
        if (name.Kind != ListingTokenKind.Name)
        {
            throw Invalid($"a field name was expected, not '{name.Value}'");
        }

        var field = _subject.Find(name.Value, _attributes) ?? throw Invalid($"unknown field '{name.Value}'");
        _namesDivision |= name.Value == ListingFields.NamespaceDivision;
        if (TryWord("IS"))
        {
            var isNot = TryWord("NOT");
            ExpectWord("NULL");
            var hasNone = field.Column is null ? "NOT " + Attribute(name.Value, "") : field.Column + " IS NULL";
            _sql.Append(isNot ? $"NOT ({hasNone})" : hasNone);
            return;
        }

        var negated = TryWord("NOT");
        if (TryWord("IN"))
        {
            Append(name.Value, field, negated, "IN (" + string.Join(',', List(field)) + ")");
        }
        else if (TryWord("BETWEEN"))
        {
            var low = Value(field);
            ExpectWord("AND");
            Append(name.Value, field, negated, $"BETWEEN {low} AND {Value(field)}");
        }
        else if (TryWord("STARTS_WITH"))
        {
            StartsWith(name.Value, field, negated);
        }
        else if (negated)
        {
            throw Invalid($"unexpected '{Next.Value}' after NOT");
        }
        else
        {
            Operator(name.Value, field);
        }
    }

    private void Operator(string name, ListingField field)
    {
        var sign = Take();
        if (sign.Kind != ListingTokenKind.Symbol || sign.Value is "(" or ")" or ",")
        {
            throw Invalid($"an operator was expected after '{name}', not '{sign.Value}'");
        }

        var isEquality = sign.Value is "=" or "!=";
        if (!isEquality && field.Kind is ListingFieldKind.Text or ListingFieldKind.KeywordList or ListingFieldKind.Bool or ListingFieldKind.Status)
        {
            throw Invalid($"operator {sign.Value} does not apply to '{name}'");
        }

        if (field.Kind == ListingFieldKind.Text)
        {
            var wanted = Value(field);
            AppendAttribute(name, sign.Value == "!=", $"{Storage.TextSearch.Function}(v.value, {wanted})");
        }
        else
        {
            Append(name, field, sign.Value == "!=", (sign.Value == "!=" ? "=" : sign.Value) + Value(field));
        }
    }

    private void StartsWith(string name, ListingField field, bool negated)
    {
        if (field.Kind != ListingFieldKind.Keyword)
        {
            throw Invalid($"STARTS_WITH does not apply to '{name}'");
        }

        var prefix = Value(field);
        if (field.Column is null)
        {
            AppendAttribute(name, negated, $"substr(v.value, 1, length({prefix}))={prefix}");
        }
        else
        {
            _sql.Append($"substr({field.Column}, 1, length({prefix})){(negated ? "<>" : "=")}{prefix}");
        }
    }

    private void Append(string name, ListingField field, bool negated, string comparison)
    {
        if (field.Kind == ListingFieldKind.Text)
        {
            throw Invalid($"only = and != apply to '{name}'");
        }

        if (field.Column is null)
        {
            AppendAttribute(name, negated, "v.value " + comparison);
        }
        else
        {
            _sql.Append(negated ? $"NOT ({field.Column} {comparison})" : $"{field.Column} {comparison}");
        }
    }

    /// <summary>Any value fulfils the condition; negated: there are values, and none does. A run without values matches neither.</summary>
    private void AppendAttribute(string name, bool negated, string condition) => _sql.Append(negated
        ? $"({Attribute(name, "")} AND NOT {Attribute(name, " AND " + condition)})"
        : Attribute(name, " AND " + condition));

    private string Attribute(string name, string condition) =>
        $"EXISTS(SELECT 1 FROM {_subject.ValuesOfOne} AND v.name={Parameter(name)}{condition})";

    private List<string> List(ListingField field)
    {
        Expect("(");
        List<string> values = [Value(field)];
        while (TrySymbol(","))
        {
            values.Add(Value(field));
        }

        Expect(")");
        return values;
    }

    private string Value(ListingField field) => Parameter(ListingValue.Read(field.Kind, Take()));

    private string Parameter(object value)
    {
        if (_values.Count >= MostValues)
        {
            throw Invalid("too many values");
        }

        _values.Add(value);
        return "?" + _values.Count;
    }

    private void GroupBy()
    {
        if (TryWord("GROUP"))
        {
            ExpectWord("BY");
            if (Take() is not { Kind: ListingTokenKind.Name, Value: "ExecutionStatus" })
            {
                throw Invalid("only ExecutionStatus can be grouped by");
            }

            GroupedByStatus = true;
        }

        if (Next.Kind != ListingTokenKind.End)
        {
            throw Invalid($"unexpected '{Next.Value}'");
        }
    }

    private ListingToken Take()
    {
        var token = Next;
        if (token.Kind == ListingTokenKind.End)
        {
            throw Invalid("unexpected end");
        }

        _at++;
        return token;
    }

    private bool TryWord(string word)
    {
        var isIt = Next.IsWord(word);
        _at += isIt ? 1 : 0;
        return isIt;
    }

    private bool TrySymbol(string symbol)
    {
        var isIt = Next.IsSymbol(symbol);
        _at += isIt ? 1 : 0;
        return isIt;
    }

    private void ExpectWord(string word)
    {
        if (!TryWord(word))
        {
            throw Invalid($"{word} was expected, not '{Next.Value}'");
        }
    }

    private void Expect(string symbol)
    {
        if (!TrySymbol(symbol))
        {
            throw Invalid($"'{symbol}' was expected, not '{Next.Value}'");
        }
    }
}
