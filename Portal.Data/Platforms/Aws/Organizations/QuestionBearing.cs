using Portal.Data.Platforms.Aws.Policies;
using Portal.Data.Platforms.Organizations;

namespace Portal.Data.Platforms.Aws.Organizations;

/// <summary>Which documents have something to say about one action on one resource, asked once a document and once a set of them.</summary>
internal sealed class QuestionBearing(OrganizationFacts facts, ActionName action, ResourceName resource)
{
    /// <summary>A request of which nothing is known.</summary>
    public static RequestContext NothingKnown { get; } = new(new Dictionary<string, ContextValues>(StringComparer.OrdinalIgnoreCase), isComplete: false);

    private readonly Dictionary<string, Bearing> _documents = new(StringComparer.Ordinal);
    private readonly Dictionary<PolicySet, Bearing> _sets = new(ReferenceEqualityComparer.Instance);

    /// <summary>What a set of policies has to say.</summary>
    public Bearing Of(PolicySet set)
    {
        if (!_sets.TryGetValue(set, out var bearing))
        {
            bearing = Bearing.None;
            foreach (var policy in set.Policies)
            {
                bearing |= policy.Document is null ? Bearing.MayAllow : Of(policy.Document);
            }
            foreach (var boundary in set.Boundaries)
            {
                bearing |= Of(boundary) & Bearing.IsPersonal;
            }
            _sets.Add(set, bearing);
        }
        return bearing;
    }

    /// <summary>What limits have to say: only whether they tell callers apart.</summary>
    public Bearing Of(IEnumerable<HeldLimit> limits) => limits.Aggregate(Bearing.None, (bearing, limit) => bearing | (Of(limit) & Bearing.IsPersonal));

    private Bearing Of(HeldLimit limit) => limit.Document is null ? Bearing.None : Of(limit.Document);

    /// <summary>What a document has to say.</summary>
    public Bearing Of(PolicyText document)
    {
        if (_documents.TryGetValue(document.Hash, out var bearing))
        {
            return bearing;
        }
        bearing = Bearing.None;
        var known = facts.Get(document)!;
        foreach (var statement in known.IsMalformed ? [] : known.Allows.Concat(known.Denies))
        {
            if (statement.Statement.Actions.Matches(action) && statement.Statement.Resources?.Matches(resource, NothingKnown) != Truth.No)
            {
                bearing |= (statement.Statement.IsAllow ? Bearing.MayAllow : Bearing.None) | (statement.SpeaksOfCaller ? Bearing.IsPersonal : Bearing.None);
            }
        }
        _documents.Add(document.Hash, bearing);
        return bearing;
    }
}
