using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Escalation;

/// <summary>
/// Where a caller may do one action: every layer (its own policies, its boundary, each level of the organization) must have a part that
/// applies, and no deny may. Rules with the same <see cref="Key"/> decide alike, whoever the caller is.
/// </summary>
internal sealed class ActionRule
{
    private const int MostPlaces = 32;

    private readonly IReadOnlyList<IReadOnlyList<RulePart>> _layers;
    private readonly IReadOnlyList<RulePart> _denies;

    /// <summary>Makes a rule.</summary>
    /// <param name="action">The action.</param>
    /// <param name="layers">For each layer the parts of which one must apply; the caller's own policies first.</param>
    /// <param name="denies">The parts of which none may apply.</param>
    public ActionRule(ActionName action, IReadOnlyList<IReadOnlyList<RulePart>> layers, IReadOnlyList<RulePart> denies)
    {
        Action = action;
        _layers = [layers[0], .. layers.Skip(1).Where(layer => !layer.Any(part => part.IsPlain))];
        _denies = denies;
        IsNever = layers.Any(layer => layer.Count == 0) || denies.Any(deny => deny.IsPlain);
        Key = IsNever
            ? "never"
            : string.Join('\u0004', _layers.Select(layer => layer.Any(part => part.IsPlain) ? "all" : string.Join('\u0003', layer.Select(part => part.Key))))
                + '\u0005' + string.Join('\u0003', _denies.Select(part => part.Key));
    }

    /// <summary>The action.</summary>
    public ActionName Action { get; }

    /// <summary>True when it is allowed nowhere.</summary>
    public bool IsNever { get; }

    /// <summary>Equal for rules that decide alike.</summary>
    public string Key { get; }

    /// <summary>True when it holds variables, so that it decides otherwise for each caller.</summary>
    public bool DependsOnCaller => _layers.SelectMany(layer => layer).Concat(_denies).Any(part =>
        part.Resources?.Patterns.Any(pattern => pattern.HasVariables) == true || part.Open.Any(condition => condition.Values.Any(value => value.Variables.Any())));

    /// <summary>The own statement that speaks for it: the least conditional one.</summary>
    public string GrantedBy => _layers[0].Count == 0 ? string.Empty : _layers[0].MinBy(part => (part.Open.Count, part.IsPlain ? 0 : 1))!.Name;

    /// <summary>The only resources that it can be allowed on, or null when some entry has a wildcard, a variable or a negation.</summary>
    public IReadOnlyList<string>? ExactResources()
    {
        foreach (var layer in _layers)
        {
            if (layer.Count > 0 && layer.All(part => part.Resources is { IsNegated: false } resources && resources.Patterns.All(IsExact)))
            {
                return [.. layer.SelectMany(part => part.Resources!.Patterns).Select(pattern => pattern.Source).Distinct(StringComparer.Ordinal)];
            }
        }
        return null;
    }

    /// <summary>Whether it is allowed on <paramref name="resource"/>.</summary>
    public RuleAnswer On(ResourceName resource, RequestContext context)
    {
        if (IsNever)
        {
            return RuleAnswer.No;
        }
        var answer = RuleAnswer.Yes;
        foreach (var layer in _layers)
        {
            answer = answer.And(layer.Aggregate(RuleAnswer.No, (best, part) => best.Holds == Truth.Yes ? best : best.Or(Applies(part, resource, context))));
            if (answer.Holds == Truth.No)
            {
                return answer;
            }
        }
        return answer.And(Spares(_denies, resource, context));
    }

    /// <summary>Whether none of <paramref name="denies"/> applies to <paramref name="resource"/>.</summary>
    public static RuleAnswer Spares(IReadOnlyList<RulePart> denies, ResourceName resource, RequestContext context)
    {
        var answer = RuleAnswer.Yes;
        foreach (var deny in denies)
        {
            answer = answer.And(Spared(Applies(deny, resource, context), deny));
            if (answer.Holds == Truth.No)
            {
                break;
            }
        }
        return answer;
    }

    /// <summary>Whether it is allowed on some resource that the action can work on.</summary>
    public RuleAnswer Somewhere()
    {
        if (IsNever)
        {
            return RuleAnswer.No;
        }
        List<(ResourcePattern Place, IReadOnlyList<string> Conditions)> places = [(ResourcePattern.Any, [])];
        foreach (var layer in _layers)
        {
            places = [.. places.SelectMany(place => layer.SelectMany(part => Within(place, part))).Where(place => CanName(place.Place)).OrderBy(place => place.Conditions.Count).Take(MostPlaces)];
        }
        return places.Aggregate(RuleAnswer.No, (best, place) => best.Or(Left(place.Place, new(place.Conditions.Count == 0 ? Truth.Yes : Truth.Unknown, place.Conditions))));
    }

    private RuleAnswer Left(ResourcePattern place, RuleAnswer answer)
    {
        foreach (var deny in _denies)
        {
            var covers = deny.Resources switch
            {
                null => true,
                { IsNegated: false } resources => resources.Patterns.Any(pattern => !pattern.HasVariables && pattern.Covers(place)),
                { } resources => !resources.Patterns.Any(pattern => pattern.Overlaps(place)),
            };
            if (covers)
            {
                answer = answer.And(Spared(Depends(deny), deny));
            }
        }
        return answer;
    }

    private static IEnumerable<(ResourcePattern Place, IReadOnlyList<string> Conditions)> Within((ResourcePattern Place, IReadOnlyList<string> Conditions) place, RulePart part)
    {
        IReadOnlyList<string> conditions = [.. place.Conditions.Union(part.Conditions, StringComparer.Ordinal)];
        if (part.Resources is null)
        {
            return [(place.Place, conditions)];
        }
        if (part.Resources.IsNegated)
        {
            return part.Resources.Patterns.Any(pattern => pattern.Covers(place.Place)) ? [] : [(place.Place, conditions)];
        }
        return part.Resources.Patterns.Select(pattern => place.Place.Intersect(pattern, out _)).OfType<ResourcePattern>().Select(both => (both, conditions));
    }

    /// <summary>True when the pattern can name a resource of the action; an action without resources needs <c>*</c>.</summary>
    private bool CanName(ResourcePattern place)
    {
        if (place.IsAny || ActionCatalogue.Instance.Find(Action) is not { } id)
        {
            return true;
        }
        var types = ActionCatalogue.Instance.Service(id).ResourceTypes;
        return ActionCatalogue.Instance.ResourceTypes(id).Any(type => types[type].Overlaps(place));
    }

    private static RuleAnswer Applies(RulePart part, ResourceName resource, RequestContext context)
    {
        var named = part.Resources?.Matches(resource, context) ?? Truth.Yes;
        if (named == Truth.No)
        {
            return RuleAnswer.No;
        }
        List<string>? open = named == Truth.Unknown ? [$"the resource is one that {part.Name} names"] : null;
        foreach (var condition in part.Open)
        {
            switch (condition.Holds(context))
            {
                case Truth.No:
                    return RuleAnswer.No;
                case Truth.Unknown:
                    (open ??= []).Add(condition.ToString());
                    break;
            }
        }
        if (part.Doubt is not null)
        {
            (open ??= []).Add(part.Doubt);
        }
        return open is null ? RuleAnswer.Yes : new(Truth.Unknown, open);
    }

    private static RuleAnswer Depends(RulePart part)
    {
        var conditions = part.Conditions.ToList();
        return conditions.Count == 0 ? RuleAnswer.Yes : new(Truth.Unknown, conditions);
    }

    private static RuleAnswer Spared(RuleAnswer denied, RulePart deny) => denied.Holds switch
    {
        Truth.Yes => RuleAnswer.No,
        Truth.No => RuleAnswer.Yes,
        Truth.Unknown => new(Truth.Unknown, [$"{deny.Name} does not deny it ({string.Join(" and ", denied.Conditions)})"]),
    };

    private static bool IsExact(ResourcePattern pattern) => pattern.Parts is { } parts && parts.All(part => part.Exact is not null);
}
