namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>One operator with one key of a Condition element, and the values it compares with.</summary>
/// <param name="OperatorName">The operator as written.</param>
/// <param name="By">The operator, taken apart.</param>
/// <param name="Key">The condition key as written.</param>
/// <param name="Values">The values, of which one must match, or with a negated operator none may.</param>
internal sealed record PolicyCondition(string OperatorName, ConditionOperator By, string Key, IReadOnlyList<ConditionValue> Values)
{
    private const int FewValues = 8;

    private readonly ConditionValue[] _values = Values as ConditionValue[] ?? [.. Values];

    /// <summary>Of a long list without wildcards or variables, the texts that match.</summary>
    private readonly HashSet<string>? _texts = Values.Count > FewValues && Values.All(value => value.Exact is not null)
        ? Values.Select(value => value.Exact!).ToHashSet(StringComparer.Ordinal)
        : null;

    /// <summary>The form in which it is compared with others, once somebody asked for it; it follows from the rest.</summary>
    public string? Form { get; set; }

    /// <summary>Whether the request passes.</summary>
    public Truth Holds(RequestContext context)
    {
        var state = context.Find(Key, out var given);
        if (state == Truth.Unknown)
        {
            return Truth.Unknown;
        }
        var isThere = state == Truth.Yes;
        if (By.Test == ConditionTest.Null)
        {
            return WantsNull(!isThere);
        }
        if (!isThere)
        {
            return Truth.Of(By.IfExists || By.Qualifier switch
            {
                SetQualifier.ForAllValues => true,
                SetQualifier.ForAnyValue => false,
                SetQualifier.None => By.IsNegated,
            });
        }
        return By.Qualifier switch
        {
            SetQualifier.ForAllValues => AllPass(given, context),
            SetQualifier.ForAnyValue => AnyPasses(given, context),
            SetQualifier.None => given.IsMultivalued ? Truth.No : Passes(given.Given(0), context),
        };
    }

    /// <summary>Adds the keys, those of variables included, that <paramref name="context"/> does not know.</summary>
    public void AddUnknownKeys(RequestContext context, ISet<string> keys)
    {
        AddUnknown(Key);
        foreach (var value in Values)
        {
            foreach (var variable in value.Variables)
            {
                AddUnknown(variable.Key);
            }
        }

        void AddUnknown(string key)
        {
            if (context.Find(key, out _) == Truth.Unknown)
            {
                keys.Add(key);
            }
        }
    }

    /// <summary>As people read it: <c>StringEquals aws:RequestedRegion = eu-central-1 or eu-west-1</c>.</summary>
    public override string ToString() => $"{OperatorName} {Key} = {string.Join(" or ", Values.Select(value => value.Source))}";

    private Truth WantsNull(bool isNull)
    {
        foreach (var value in _values)
        {
            if (bool.TryParse(value.Source, out var wantsNull) && wantsNull == isNull)
            {
                return Truth.Yes;
            }
        }
        return Truth.No;
    }

    private Truth Passes(GivenValue given, RequestContext context)
    {
        var matches = _texts is null ? Truth.No : Truth.Of(_texts.Contains(given.Text));
        for (var i = 0; _texts is null && i < _values.Length && matches != Truth.Yes; i++)
        {
            matches = matches.Or(_values[i].Matches(given, context));
        }
        return By.IsNegated ? matches.Not() : matches;
    }

    /// <summary>Nothing but empty values is the same as no value.</summary>
    private Truth AllPass(ContextValues given, RequestContext context)
    {
        var result = Truth.Yes;
        var isEmpty = true;
        for (var i = 0; i < given.Count && (result != Truth.No || isEmpty); i++)
        {
            isEmpty &= given.Given(i).Text.Length == 0;
            result = result.And(Passes(given.Given(i), context));
        }
        return isEmpty ? Truth.Yes : result;
    }

    private Truth AnyPasses(ContextValues given, RequestContext context)
    {
        var result = Truth.No;
        for (var i = 0; i < given.Count && result != Truth.Yes; i++)
        {
            result = result.Or(Passes(given.Given(i), context));
        }
        return result;
    }
}
