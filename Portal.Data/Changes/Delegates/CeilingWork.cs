using Portal.Data.Platforms;

namespace Portal.Data.Changes.Delegates;

/// <summary>Works out ceilings with a platform's engine, from documents alone.</summary>
/// <param name="engine">The engine.</param>
internal sealed class CeilingWork(IPermissionEngine engine)
{
    private readonly Dictionary<(string Hash, string Key), bool> _mentions = [];

    /// <summary>What is wrong with the rights of <paramref name="holding"/> when an agent uses them; null when it is limited.</summary>
    public DelegateFindingKind? FindingOf(Holding holding, AgentContext seen)
    {
        if (HasLimit(holding, holding with { Context = seen.Asserted }, seen.Asserted.Keys))
        {
            return null;
        }
        return HasLimit(holding, holding with { Context = seen.Declared }, seen.Declared.Keys) ? DelegateFindingKind.LimitCanBeTakenOff : DelegateFindingKind.InheritsEverything;
    }

    /// <summary>The ceiling.</summary>
    /// <param name="holding">What the identity holds.</param>
    /// <param name="seen">What policies can see of the agent.</param>
    /// <param name="used">What the agent was seen doing.</param>
    /// <param name="gaps">What is not known of the holding.</param>
    public AuthorityCeiling CeilingOf(Holding holding, AgentContext seen, IReadOnlySet<string> used, IReadOnlyList<string> gaps)
    {
        var rights = engine.Evaluate(holding);
        var through = holding with { Context = seen.Asserted };
        var remaining = seen.Asserted.Count == 0 ? rights : engine.Evaluate(through);
        IEnumerable<CeilingLimit> limits =
        [
            .. LimitsBetween(holding, through, seen.Asserted.Keys, canBeTakenOff: false),
            .. LimitsBetween(holding, holding with { Context = seen.Declared }, seen.Declared.Keys, canBeTakenOff: true),
        ];
        return new(CeilingRights.Of(rights, gaps), [.. limits], CeilingRights.Of(remaining, gaps), ExcessOf(remaining, used), seen);
    }

    private bool HasLimit(Holding without, Holding with, IEnumerable<string> keys) =>
        MentionsAny(without, keys) && engine.Compare(without, with).Lost.Count > 0;

    private List<CeilingLimit> LimitsBetween(Holding without, Holding with, IEnumerable<string> keys, bool canBeTakenOff)
    {
        var looked = keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (!MentionsAny(without, looked))
        {
            return [];
        }
        var lost =
            from permission in engine.Compare(without, with).Lost
            from condition in permission.Conditions.Where(c => c.Terms.Any(t => looked.Contains(t.Key))).DefaultIfEmpty()
            select (permission, condition);
        return
        [
            .. lost.GroupBy(l => (l.condition?.Canonical, l.condition?.Source))
                .Select(some => LimitOf(some.First().condition, [.. some.Select(l => l.permission)], canBeTakenOff))
                .OrderByDescending(l => l.Count).ThenBy(l => l.Source, StringComparer.Ordinal),
        ];
    }

    private static CeilingLimit LimitOf(PermissionCondition? condition, IReadOnlyList<EffectivePermission> lost, bool canBeTakenOff)
    {
        var actions = lost.SelectMany(p => p.Actions.Select(action => (Action: action, p.Access))).DistinctBy(a => a.Action, StringComparer.OrdinalIgnoreCase).ToList();
        var first = actions.OrderBy(a => OrderOf(a.Access, PermissionSummary.IsDestroying(a.Action))).ThenBy(a => a.Action, StringComparer.Ordinal);
        return new(condition?.Source, condition?.Words, condition?.Text, actions.Count, [.. first.Take(ExcessPart.MostActions).Select(a => a.Action)], canBeTakenOff);
    }

    /// <summary>A key that no document names decides nothing, which is so for nearly everyone and cheap to see.</summary>
    private bool MentionsAny(Holding holding, IEnumerable<string> keys)
    {
        var asked = keys.ToList();
        return asked.Count > 0 && DocumentsOf(holding).Any(document => asked.Exists(key => Mentions(document, key)));
    }

    private bool Mentions(PolicyText document, string key)
    {
        if (!_mentions.TryGetValue((document.Hash, key), out var mentions))
        {
            _mentions.Add((document.Hash, key), mentions = document.Text.Contains(key, StringComparison.OrdinalIgnoreCase));
        }
        return mentions;
    }

    private static IEnumerable<PolicyText> DocumentsOf(Holding holding) =>
        holding.Policies.Select(p => p.Document)
            .Concat(holding.Limits.Select(l => l.Document))
            .Concat(holding.ResourcePolicies.Select(p => p.Document))
            .Concat(holding.LimitsOnResources.Values.SelectMany(l => l).Select(l => l.Document))
            .OfType<PolicyText>();

    private static CeilingExcess ExcessOf(EffectivePermissions remaining, IReadOnlySet<string> used)
    {
        var access = new SortedDictionary<string, AccessLevel>(StringComparer.OrdinalIgnoreCase);
        foreach (var permission in remaining.Permissions)
        {
            foreach (var action in permission.Actions)
            {
                access.TryAdd(action, permission.Access);
            }
        }
        var parts =
            from action in access
            where !used.Contains(action.Key)
            let isDestructive = action.Value == AccessLevel.Write && PermissionSummary.IsDestroying(action.Key)
            group action.Key by (action.Value, isDestructive) into part
            orderby OrderOf(part.Key.Value, part.Key.isDestructive)
            select new ExcessPart(part.Key.Value, part.Key.isDestructive, part.Count(), [.. part.Take(ExcessPart.MostActions)]);
        return new(
            [.. parts],
            [.. used.Where(access.ContainsKey).Order(StringComparer.Ordinal)],
            [.. used.Where(action => !access.ContainsKey(action)).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Who gives rights can do the rest as well; then what cannot be undone, then what changes things.</summary>
    private static int OrderOf(AccessLevel access, bool isDestructive) => access switch
    {
        AccessLevel.PermissionsManagement => 0,
        AccessLevel.Write => isDestructive ? 1 : 2,
        AccessLevel.Tagging => 3,
        AccessLevel.Read => 4,
        AccessLevel.List => 5,
        AccessLevel.Unknown => 6,
    };
}
