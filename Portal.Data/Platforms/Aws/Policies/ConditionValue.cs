namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>One value of a condition, compiled for its operator.</summary>
internal sealed class ConditionValue
{
    private const int OnStack = 512;

    private readonly ConditionTest _test;
    private readonly TextPattern? _text;
    private readonly ResourcePattern? _arn;
    private readonly decimal? _number;
    private readonly DateTimeOffset? _instant;
    private readonly AddressRange? _addresses;
    private readonly byte[]? _bytes;
    private readonly bool _isEpochTime;

    /// <summary>Compiles a value; one that is not of the operator's type matches nothing.</summary>
    public ConditionValue(ConditionOperator by, string key, string source, bool hasVariables)
    {
        _test = by.Test;
        Source = source;
        _isEpochTime = IsEpochTime(key);
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
            case ConditionTest.BinaryEquals:
                var bytes = new byte[source.Length];
                _bytes = Convert.TryFromBase64String(source, bytes, out var length) ? bytes[..length] : null;
                break;
            case ConditionTest.IpAddress:
                _addresses = AddressRange.Read(source);
                break;
            case >= ConditionTest.NumericEquals and <= ConditionTest.NumericGreaterThanEquals:
                _number = Number(source) ?? (_isEpochTime ? PolicyInstant.Read(source)?.ToUnixTimeSeconds() : null);
                break;
            case >= ConditionTest.DateEquals and <= ConditionTest.DateGreaterThanEquals:
                _instant = PolicyInstant.Read(source);
                break;
        }
    }

    /// <summary>True for the key that is a time in seconds, whose values may be dates in comparisons of numbers.</summary>
    public static bool IsEpochTime(string key) => string.Equals(key, "aws:EpochTime", StringComparison.OrdinalIgnoreCase);

    /// <summary>The value as written.</summary>
    public string Source { get; }

    /// <summary>The only text that it matches, cases counting; null when it may match several, or what it matches depends on variables.</summary>
    public string? Exact => _test is ConditionTest.StringEquals or ConditionTest.StringLike ? _text!.Exact : null;

    /// <summary>True when matching it could take too long; see <see cref="TextPattern.IsTooComplex"/>.</summary>
    public bool IsTooComplex => _text?.IsTooComplex == true || _arn?.IsTooComplex == true;

    /// <summary>True when it holds variables.</summary>
    public bool HasVariables => _text is not null ? _text.Variables.Count > 0 : _arn?.HasVariables == true;

    /// <summary>The variables in it.</summary>
    public IEnumerable<PolicyVariable> Variables => _text is not null ? _text.Variables : _arn?.Variables ?? [];

    /// <summary>Whether the request's value <paramref name="given"/> passes.</summary>
    public Truth Matches(GivenValue given, RequestContext context) => _test switch
    {
        ConditionTest.StringEquals or ConditionTest.StringLike => _text!.Matches(given.Text, context),
        ConditionTest.StringEqualsIgnoreCase => _text!.Matches(given.Text, context, ignoreCase: true),
        ConditionTest.ArnLike => _arn!.Parts is null ? Truth.No : _arn.Matches(given.Arn, context),
        ConditionTest.NumericEquals => Truth.Of(Compare(given) == 0),
        ConditionTest.NumericLessThan => Truth.Of(Compare(given) < 0),
        ConditionTest.NumericLessThanEquals => Truth.Of(Compare(given) <= 0),
        ConditionTest.NumericGreaterThan => Truth.Of(Compare(given) > 0),
        ConditionTest.NumericGreaterThanEquals => Truth.Of(Compare(given) >= 0),
        ConditionTest.DateEquals => Truth.Of(CompareInstant(given) == 0),
        ConditionTest.DateLessThan => Truth.Of(CompareInstant(given) < 0),
        ConditionTest.DateLessThanEquals => Truth.Of(CompareInstant(given) <= 0),
        ConditionTest.DateGreaterThan => Truth.Of(CompareInstant(given) > 0),
        ConditionTest.DateGreaterThanEquals => Truth.Of(CompareInstant(given) >= 0),
        ConditionTest.Bool => IsTruthValue(given.Text) ? _text!.Matches(given.Text, context, ignoreCase: true) : Truth.No,
        ConditionTest.BinaryEquals => Truth.Of(IsSame(given.Text)),
        ConditionTest.IpAddress => Truth.Of(_addresses is not null && given.Addresses is { } addresses && _addresses.Contains(addresses)),
        ConditionTest.Null => Truth.No,
    };

    /// <summary>Reads a number; null when the text is none.</summary>
    public static decimal? Number(string text) =>
        decimal.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool IsTruthValue(string text) =>
        text.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Equals("false", StringComparison.OrdinalIgnoreCase);

    /// <summary>The same bytes, however base64 writes them; what is no base64 must be the same text.</summary>
    private bool IsSame(string given)
    {
        var bytes = given.Length <= OnStack ? stackalloc byte[OnStack] : new byte[given.Length];
        return _bytes is not null && Convert.TryFromBase64String(given, bytes, out var length)
            ? bytes[..length].SequenceEqual(_bytes)
            : string.Equals(Source, given, StringComparison.Ordinal);
    }

    /// <summary>How the given number stands to the wanted one; null, which passes no comparison, when one of them is no number.</summary>
    private int? Compare(GivenValue given)
    {
        // aws:EpochTime may be given as a date and is still compared as a number of seconds.
        var number = given.Number ?? (_isEpochTime ? given.Instant?.ToUnixTimeSeconds() : null);
        return number is { } left && _number is { } right ? left.CompareTo(right) : null;
    }

    private int? CompareInstant(GivenValue given) => _instant is { } wanted && given.Instant is { } instant ? instant.CompareTo(wanted) : null;
}
