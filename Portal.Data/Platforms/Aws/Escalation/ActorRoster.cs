using Portal.Data.Platforms.Aws.Effective;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Escalation;

/// <summary>
/// Who stands in the map: all subjects as they are, and those that a way changes, each once with what it holds and what that allows. A subject
/// that changed so much that it is an administrator is the administrator's node.
/// </summary>
/// <param name="subjects">All identities.</param>
/// <param name="targets">The same, found by what primitives ask for.</param>
/// <param name="map">The map.</param>
internal sealed class ActorRoster(IReadOnlyList<EscalationSubject> subjects, TargetIndex targets, EscalationMap map)
{
    private const string Everything = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    private static readonly HeldPolicy AnyRight = new(
        new(EntitlementKind.InlinePolicy, "any-right", "any right"), "any right", new PolicyText(PolicyNormalizer.Hash(Everything), Everything));

    private readonly Dictionary<string, EscalationDocument> _documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CallerRights> _rights = new(StringComparer.Ordinal);
    private readonly Dictionary<Variation, int> _nodes = [];
    private readonly Queue<Actor> _changed = [];

    /// <summary>Compiled documents.</summary>
    public CompiledPolicies Compiled { get; } = new(capacity: 10_000);

    /// <summary>Puts all subjects into the map, as they are.</summary>
    public void Enter()
    {
        for (var subject = 0; subject < subjects.Count; subject++)
        {
            _nodes[Variation.Of(subject)] = map.Add(new EscalationNode(EscalationNodeKind.Identity, subject, Change: null));
        }
    }

    /// <summary>A subject as it is.</summary>
    public Actor Of(int subject) => new(EscalationMap.NodeOf(subject), Variation.Of(subject), subjects[subject].Holding, RightsOf(subjects[subject].Holding));

    /// <summary>The next changed subject of which nobody has asked yet what it can become; null when there is none.</summary>
    public Actor? NextChanged() => _changed.TryDequeue(out var actor) ? actor : null;

    /// <summary>The node of a changed subject; the administrator's when the change gives it everything.</summary>
    public int NodeOf(Variation variation)
    {
        if (_nodes.TryGetValue(variation, out var node))
        {
            return node;
        }
        var holding = HoldingOf(variation);
        var rights = RightsOf(holding);
        // Who gave itself any right needs no further step but to take its boundary off.
        if (rights.HoldsAll.Holds == Truth.Yes || (variation.HasAnyRight && !rights.HasBoundary && rights.IsAdministrator))
        {
            return _nodes[variation] = EscalationMap.Administrator;
        }
        _nodes[variation] = node = map.Add(new EscalationNode(EscalationNodeKind.Changed, variation.Subject, variation.Change));
        _changed.Enqueue(new Actor(node, variation, holding, rights));
        return node;
    }

    /// <summary>A document, read once.</summary>
    public EscalationDocument Document(PolicyText text)
    {
        if (!_documents.TryGetValue(text.Hash, out var document))
        {
            _documents[text.Hash] = document = EscalationDocument.Of(text);
        }
        return document;
    }

    private Holding HoldingOf(Variation variation)
    {
        var holding = subjects[variation.Subject].Holding;
        if (variation.Groups.Length > 0)
        {
            var groups = variation.Groups.Split('\n').ToHashSet(StringComparer.Ordinal);
            holding = holding with { Policies = [.. holding.Policies, .. targets.Groups(holding.Container).Where(group => groups.Contains(group.Name)).SelectMany(group => group.Policies)] };
        }
        if (variation.IsUnbound)
        {
            holding = holding with { Limits = [.. holding.Limits.Where(limit => limit.Kind != LimitKind.Boundary)] };
        }
        return variation.HasAnyRight ? holding with { Policies = [.. holding.Policies, AnyRight] } : holding;
    }

    private CallerRights RightsOf(Holding holding)
    {
        var texts = holding.Policies.Select(policy => policy.Document).Concat(holding.Limits.Select(limit => limit.Document));
        var isSpecific = texts.Any(text => text is not null && Document(text).IsSpecific);
        var key = string.Join('\n', holding.Policies.Select(policy => $"{policy.Name} {policy.Document?.Hash}")
            .Concat(holding.Limits.Select(limit => $"{limit.Kind} {limit.Target} {limit.Document?.Hash}".Replace(isSpecific ? "\0" : holding.NativeId, "self", StringComparison.Ordinal)))
            .Append($"{holding.Container} {holding.Kind} {holding.IsManagement} {(isSpecific ? holding.NativeId : string.Empty)}"));
        if (!_rights.TryGetValue(key, out var rights))
        {
            _rights[key] = rights = new CallerRights(holding, Document, Compiled);
            rights.Unread.ForEach(map.Leave);
        }
        return rights;
    }
}
