using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Effective;
using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Data.Platforms.Aws.Policies;
using Portal.Data.Platforms.Organizations;

namespace Portal.Data.Platforms.Aws.Organizations;

/// <summary>
/// Finds who may do one thing. Documents are asked once whether they have something to say about it; their holders, and those whom the resource's
/// own policy names, then get the answer that the engine of single questions would give.
/// </summary>
internal sealed class WhoCanSearch
{
    private readonly Organization _organization;
    private readonly AccessQuestion _question;
    private readonly AwsPermissionEngine _engine;
    private readonly OrganizationFacts _facts;
    private readonly Lazy<Assumers> _assumers;
    private readonly ResourceFacts _resource;
    private readonly List<string> _notModelled = [];

    /// <summary>Prepares a search.</summary>
    public WhoCanSearch(Organization organization, AccessQuestion question, AwsPermissionEngine engine, OrganizationFacts facts, Lazy<Assumers> assumers)
    {
        _organization = organization;
        _question = question;
        _engine = engine;
        _facts = facts;
        _assumers = assumers;
        _resource = new ResourceFacts(organization, question.Resource);
    }

    /// <summary>Searches.</summary>
    public WhoCan Run(int depth, CancellationToken cancellationToken)
    {
        if (ActionName.Read(_question.Action) is not { } action)
        {
            return new WhoCan([], [], [$"\"{_question.Action}\" is not an action of the form service:Action."]);
        }
        if (ActionCatalogue.Instance.Find(action) is null)
        {
            _notModelled.Add($"{_question.Action} is not in the catalogue of actions: check its spelling.");
        }
        var bearing = new QuestionBearing(_facts, action, new ResourceName(_question.Resource));
        var levels = new SharedLevels(_organization, _engine.Compiled);
        var shared = new SharedQuestion(_organization, _question, action, _resource.Policies, bearing, _engine.Compiled, levels);
        var direct = Decide(Candidates(action, bearing), shared, cancellationToken);
        var chains = new AssumeChains(_organization, _engine, _facts, _assumers, levels);
        var found = chains.Find(direct, depth, cancellationToken);
        if (chains.IsCutShort)
        {
            _notModelled.Add("There are too many ways to act as others to follow all: some who could get there that way are not listed.");
        }
        found.Sort((left, right) => Compare(left.Identity, right.Identity));
        var outsiders = _resource.Policies.Count == 0 ? [] : new Outsiders(_organization, _question, action, _resource, _facts).Find();
        return new WhoCan(found, outsiders, _notModelled);
    }

    private int Compare(int left, int right)
    {
        var (one, other) = (_organization.Holders[left], _organization.Holders[right]);
        var byName = string.CompareOrdinal(one.Name, other.Name);
        return byName != 0 ? byName : one.Id.CompareTo(other.Id);
    }

    /// <summary>Those who get an answer at all: nothing else can let anyone in.</summary>
    private List<int> Candidates(ActionName action, QuestionBearing bearing)
    {
        var hasNoResource = QuestionBearing.HasNoResource(action);
        var named = NamedByResource(action);
        var asksEveryone = AsksEveryone(action, new ResourceName(_question.Resource));
        var candidates = new List<int>();
        var isElsewhere = false;
        foreach (var number in asksEveryone ? Enumerable.Range(0, _organization.Holders.Length) : Concerned(bearing, named))
        {
            var holder = _organization.Holders[number];
            if ((bearing.Of(holder.Policies) & Bearing.MayAllow) == Bearing.None && !named.Contains(number) && !asksEveryone)
            {
                continue;
            }
            if (!hasNoResource && _resource.Policies.Count == 0 && _resource.Account is { } owner && !string.Equals(owner, holder.Container, StringComparison.Ordinal))
            {
                isElsewhere = true;
                continue;
            }
            candidates.Add(number);
        }
        AddNotes(hasNoResource, isElsewhere, candidates.Count > 0);
        return candidates;
    }

    /// <summary>Those who hold a document that may allow it or is not known, and those who are named: ascending. A few thousand documents are asked, not everyone.</summary>
    private IEnumerable<int> Concerned(QuestionBearing bearing, HashSet<int> named)
    {
        // Side by side; what they have to say is kept for the loops that follow.
        Parallel.ForEach(_organization.Documents.Values, document => bearing.Of(document));
        var isConcerned = new bool[_organization.Holders.Length];
        var numbers = _organization.Documents.Values
            .Where(document => (bearing.Of(document) & Bearing.MayAllow) != Bearing.None)
            .SelectMany(document => _organization.HoldersOf(document.Hash));
        foreach (var number in numbers.Concat(_organization.HoldersOfUnknown).Concat(named))
        {
            isConcerned[number] = true;
        }
        return Enumerable.Range(0, isConcerned.Length).Where(number => isConcerned[number]);
    }

    private void AddNotes(bool hasNoResource, bool isElsewhere, bool hasCandidates)
    {
        foreach (var policy in _resource.Policies)
        {
            if (_engine.Compiled.Get(policy.Document) is { IsTooComplex: true } unread)
            {
                _notModelled.Add($"The policy on {policy.Resource} {AppliedForm.Words(unread)}: it may let in others who are not listed.");
            }
        }
        if (isElsewhere)
        {
            _notModelled.Add($"A policy on {_question.Resource} was not imported: identities of other accounts need one that lets them in, so they are not listed.");
        }
        if (!hasNoResource && hasCandidates && _resource.Policies.Count == 0 && _question.Resource != "*")
        {
            _notModelled.Add(_resource.Account is null
                ? $"Nothing says which account owns {_question.Resource}: each identity is answered as if its own did, and a policy on it may allow or deny more."
                : $"A policy on {_question.Resource} itself, if it has one, was not imported: it may allow or deny more.");
        }
    }

    /// <summary>Those whom the resource's own policy may let in although their own policies say nothing: named, or everyone in its account.</summary>
    private HashSet<int> NamedByResource(ActionName action)
    {
        var named = new HashSet<int>();
        foreach (var policy in _resource.Policies)
        {
            var trust = TrustFacts.Of(_facts.Get(policy.Document)!, action);
            named.UnionWith(trust.Names.Select(_organization.Find).Where(number => number >= 0));
            if (trust.IsEveryone)
            {
                named.UnionWith(_organization.HoldersIn(policy.Container));
            }
        }
        return named;
    }

    /// <summary>True when no policy of their own decides: AWS lets everyone do it, or the resource must allow by itself and what it says is not known.</summary>
    private bool AsksEveryone(ActionName action, ResourceName resource) =>
        FixedRules.AlwaysWorks(action)
        || FixedRules.NeedsNoPermission(action)
        || (_resource.Policies.Count == 0 && resource.IsArn && FixedRules.MustAllowItself(new AccessRequest(AwsPrincipal.Anonymous, action, resource, _resource.Account, QuestionBearing.NothingKnown)));

    private static Dictionary<int, AccessDecision> Decide(List<int> candidates, SharedQuestion question, CancellationToken cancellationToken)
    {
        var decisions = new AccessDecision[candidates.Count];
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, candidates.Count, options, at => decisions[at] = question.Decide(candidates[at]));
        return candidates.Zip(decisions).Where(decided => decided.Second is AccessDecision.Allowed or AccessDecision.Conditional)
            .ToDictionary(decided => decided.First, decided => decided.Second);
    }
}
