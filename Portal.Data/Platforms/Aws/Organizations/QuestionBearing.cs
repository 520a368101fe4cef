using System.Collections.Concurrent;
using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Policies;
using Portal.Data.Platforms.Organizations;

namespace Portal.Data.Platforms.Aws.Organizations;

/// <summary>Which documents have something to say about one action on one resource, asked once a document and once a set of them. For several threads at once.</summary>
internal sealed class QuestionBearing(OrganizationFacts facts, ActionName action, ResourceName resource)
{
    private readonly ResourceName _resource = HasNoResource(action) ? new ResourceName("*") : resource;
    private readonly ConcurrentDictionary<(string Hash, bool NamesCallers), Bearing> _documents = [];
    private readonly ConcurrentDictionary<PolicySet, Bearing> _sets = new(ReferenceEqualityComparer.Instance);

    /// <summary>A request of which nothing is known.</summary>
    public static RequestContext NothingKnown { get; } = new(new Dictionary<string, ContextValues>(StringComparer.OrdinalIgnoreCase), isComplete: false);

    /// <summary>True when an action works on no resource: then only <c>*</c> names what it works on.</summary>
    public static bool HasNoResource(ActionName action) => ActionCatalogue.Instance.Find(action) is { } id && ActionCatalogue.Instance.ResourceTypes(id).Count == 0;

    /// <summary>What a set of policies has to say.</summary>
    public Bearing Of(PolicySet set)
    {
        if (_sets.TryGetValue(set, out var bearing))
        {
            return bearing;
        }
        bearing = Of(set.Boundaries);
        foreach (var policy in set.Policies)
        {
            bearing |= policy.Document is null ? Bearing.MayAllow : Of(policy.Document);
        }
        return _sets.GetOrAdd(set, bearing);
    }

    /// <summary>What limits have to say: only whether they tell callers apart.</summary>
    public Bearing Of(IEnumerable<HeldLimit> limits) => limits.Aggregate(
        Bearing.None,
        (bearing, limit) => bearing | (limit.Document is null ? Bearing.None : Of(limit.Document, limit.Kind == LimitKind.ResourceControlPolicy) & Bearing.IsPersonal));

    /// <summary>What a policy on a resource has to say.</summary>
    public Bearing Of(HeldResourcePolicy policy) => Of(policy.Document, namesCallers: true);

    /// <summary>What a document has to say that is held by who asks.</summary>
    public Bearing Of(PolicyText document) => Of(document, namesCallers: false);

    private Bearing Of(PolicyText document, bool namesCallers)
    {
        if (_documents.TryGetValue((document.Hash, namesCallers), out var bearing))
        {
            return bearing;
        }
        var known = facts.Get(document)!;
        bearing = known.IsTooComplex ? Bearing.MayAllow | Bearing.MayDeny : Bearing.None;
        foreach (var statement in namesCallers || !known.IsMalformed ? known.Allows.Concat(known.Denies) : [])
        {
            if (statement.Statement.Actions.Matches(action) && statement.Statement.Resources?.Matches(_resource, NothingKnown) != Truth.No)
            {
                bearing |= (statement.Statement.IsAllow ? Bearing.MayAllow : Bearing.MayDeny) | (statement.SpeaksOfCaller ? Bearing.IsPersonal : Bearing.None);
            }
        }
        return _documents.GetOrAdd((document.Hash, namesCallers), bearing);
    }
}
