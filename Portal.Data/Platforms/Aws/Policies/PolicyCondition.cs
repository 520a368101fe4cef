namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>One operator with one key of a Condition element, and the values it compares with.</summary>
/// <param name="OperatorName">The operator as written.</param>
/// <param name="By">The operator, taken apart.</param>
/// <param name="Key">The condition key as written.</param>
/// <param name="Values">The values, of which one must match, or with a negated operator none may.</param>
internal sealed record PolicyCondition(string OperatorName, ConditionOperator By, string Key, IReadOnlyList<ConditionValue> Values)
{
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
            return Truth.Of(Values.Any(value => bool.TryParse(value.Source, out var wantsNull) && wantsNull != isThere));
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
            SetQualifier.ForAllValues => given.Values.All(string.IsNullOrEmpty) ? Truth.Yes : AllPass(given.Values, context),
            SetQualifier.ForAnyValue => AnyPasses(given.Values, context),
            SetQualifier.None => given.IsMultivalued ? Truth.No : Passes(given.Values[0], context),
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

    private Truth Passes(string given, RequestContext context)
    {
        var matches = Truth.No;
        foreach (var value in Values)
        {
            matches = matches.Or(value.Matches(given, context));
            if (matches == Truth.Yes)
            {
                break;
            }
        }
        return By.IsNegated ? matches.Not() : matches;
    }

    private Truth AllPass(IReadOnlyList<string> given, RequestContext context)
    {
        var result = Truth.Yes;
        for (var i = 0; i < given.Count && result != Truth.No; i++)
        {
            result = result.And(Passes(given[i], context));
        }
        return result;
    }

    private Truth AnyPasses(IReadOnlyList<string> given, RequestContext context)
    {
        var result = Truth.No;
        for (var i = 0; i < given.Count && result != Truth.Yes; i++)
        {
            result = result.Or(Passes(given[i], context));
        }
        return result;
    }
}
