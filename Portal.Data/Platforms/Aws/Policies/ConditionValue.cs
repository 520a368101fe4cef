namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>One value of a condition, compiled for its operator.</summary>
internal sealed class ConditionValue
{
    private readonly ConditionTest _test;
    private readonly TextPattern? _text;
    private readonly ResourcePattern? _arn;
    private readonly decimal? _number;
    private readonly DateTimeOffset? _instant;
    private readonly AddressRange? _addresses;
    private readonly bool _isEpochTime;

    /// <summary>Compiles a value; one that is not of the operator's type matches nothing.</summary>
    public ConditionValue(ConditionOperator by, string key, string source, bool hasVariables)
    {
        _test = by.Test;
        Source = source;
        _isEpochTime = string.Equals(key, "aws:EpochTime", StringComparison.OrdinalIgnoreCase);
        switch (by.Test)
        {
            case ConditionTest.StringEquals or ConditionTest.StringEqualsIgnoreCase or ConditionTest.Bool:
                _text = TextPattern.Read(source, hasVariables, hasWildcards: false);
                break;
            case ConditionTest.StringLike:
                _text = TextPattern.Read(source, hasVariables);
                break;
            case ConditionTest.ArnLike:
                _arn = ResourcePattern.Read(source, hasVariables);
                break;
            case ConditionTest.IpAddress:
                _addresses = AddressRange.Read(source);
                break;
            case >= ConditionTest.NumericEquals and <= ConditionTest.NumericGreaterThanEquals:
                _number = Number(source);
                break;
            case >= ConditionTest.DateEquals and <= ConditionTest.DateGreaterThanEquals:
                _instant = PolicyInstant.Read(source);
                break;
        }
    }

    /// <summary>The value as written.</summary>
    public string Source { get; }

    /// <summary>The variables in it.</summary>
    public IEnumerable<PolicyVariable> Variables => _text is not null ? _text.Variables : _arn?.Variables ?? [];

    /// <summary>Whether the request's value <paramref name="given"/> passes.</summary>
    public Truth Matches(string given, RequestContext context) => _test switch
    {
        ConditionTest.StringEquals or ConditionTest.StringLike => _text!.Matches(given, context),
        ConditionTest.StringEqualsIgnoreCase => _text!.Matches(given, context, ignoreCase: true),
        ConditionTest.ArnLike => _arn!.Parts is null ? Truth.No : _arn.Matches(new ResourceName(given), context),
        ConditionTest.NumericEquals => Compare(given, order => order == 0),
        ConditionTest.NumericLessThan => Compare(given, order => order < 0),
        ConditionTest.NumericLessThanEquals => Compare(given, order => order <= 0),
        ConditionTest.NumericGreaterThan => Compare(given, order => order > 0),
        ConditionTest.NumericGreaterThanEquals => Compare(given, order => order >= 0),
        ConditionTest.DateEquals => CompareInstant(given, order => order == 0),
        ConditionTest.DateLessThan => CompareInstant(given, order => order < 0),
        ConditionTest.DateLessThanEquals => CompareInstant(given, order => order <= 0),
        ConditionTest.DateGreaterThan => CompareInstant(given, order => order > 0),
        ConditionTest.DateGreaterThanEquals => CompareInstant(given, order => order >= 0),
        ConditionTest.Bool => IsTruthValue(given) ? _text!.Matches(given, context, ignoreCase: true) : Truth.No,
        ConditionTest.BinaryEquals => Truth.Of(SameBytes(Source, given)),
        ConditionTest.IpAddress => Truth.Of(_addresses is not null && _addresses.Contains(given)),
        ConditionTest.Null => Truth.No,
    };

    private static bool IsTruthValue(string text) =>
        text.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Equals("false", StringComparison.OrdinalIgnoreCase);

    private static decimal? Number(string text) =>
        decimal.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool SameBytes(string wanted, string given)
    {
        var left = new byte[wanted.Length];
        var right = new byte[given.Length];
        return Convert.TryFromBase64String(wanted, left, out var leftLength) && Convert.TryFromBase64String(given, right, out var rightLength)
            ? left.AsSpan(0, leftLength).SequenceEqual(right.AsSpan(0, rightLength))
            : string.Equals(wanted, given, StringComparison.Ordinal);
    }

    private Truth Compare(string given, Func<int, bool> passes)
    {
        // aws:EpochTime may be given as a date and is still compared as a number of seconds.
        var number = Number(given) ?? (_isEpochTime ? PolicyInstant.Read(given)?.ToUnixTimeSeconds() : null);
        var wanted = _number ?? (_isEpochTime ? PolicyInstant.Read(Source)?.ToUnixTimeSeconds() : null);
        return Truth.Of(number is { } left && wanted is { } right && passes(left.CompareTo(right)));
    }

    private Truth CompareInstant(string given, Func<int, bool> passes) =>
        Truth.Of(_instant is { } wanted && PolicyInstant.Read(given) is { } instant && passes(instant.CompareTo(wanted)));
}
