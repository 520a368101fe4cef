using System.Collections.Concurrent;
using Portal.Data.Platforms.Aws.Policies;
using Portal.Data.Platforms.Organizations;

namespace Portal.Data.Platforms.Aws.Organizations;

/// <summary>
/// Who can become a role that can do it, directly or over further roles. Goes backwards from those who can, breadth first, so that each way is a
/// shortest one and circles end by themselves; each hop is decided by the engine of single questions, many at a time.
/// </summary>
internal sealed class AssumeChains(Organization organization, AwsPermissionEngine engine, OrganizationFacts facts, Lazy<Assumers> assumers, SharedLevels levels)
{
    /// <summary>So many pairs of caller and role are looked at, not more: an answer must come.</summary>
    private const int MostPairs = 3_000_000;

    private readonly ConcurrentDictionary<(int Caller, int Role), AccessDecision> _hops = [];
    private readonly Dictionary<string, TrustFacts> _trusts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, ResourceName> _names = [];
    private readonly ConcurrentDictionary<int, SharedQuestion> _questions = [];
    private int _pairs;

    /// <summary>True when there were too many pairs to look at all.</summary>
    public bool IsCutShort => _pairs > MostPairs;

    /// <summary>Everyone who can, with the way. A way that surely works goes before one that may.</summary>
    /// <param name="direct">Those who can do it themselves, surely or under conditions.</param>
    /// <param name="depth">How many roles one may become after another.</param>
    /// <param name="cancellationToken">Stops.</param>
    public List<WhoCanFinding> Find(IReadOnlyDictionary<int, AccessDecision> direct, int depth, CancellationToken cancellationToken)
    {
        var sure = Follow(direct.Where(d => d.Value == AccessDecision.Allowed).Select(d => d.Key), depth, isSure: true, cancellationToken);
        var maybe = Follow(direct.Keys, depth, isSure: false, cancellationToken);
        var found = sure.Keys.Select(identity => new WhoCanFinding(identity, AccessDecision.Allowed, Way(identity, sure))).ToList();
        found.AddRange(maybe.Keys.Where(identity => !sure.ContainsKey(identity))
            .Select(identity => new WhoCanFinding(identity, AccessDecision.Conditional, Way(identity, maybe))));
        return found;
    }

    private static List<int> Way(int identity, Dictionary<int, int> next)
    {
        var way = new List<int>();
        for (var at = next[identity]; at >= 0; at = next[at])
        {
            way.Add(at);
        }
        return way;
    }

    /// <summary>For each identity that gets there the next role on its way; -1 for those who are there.</summary>
    private Dictionary<int, int> Follow(IEnumerable<int> there, int depth, bool isSure, CancellationToken cancellationToken)
    {
        var next = there.ToDictionary(identity => identity, _ => -1);
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        var frontier = next.Keys.Order().ToList();
        for (var hop = 0; hop < depth && frontier.Count > 0 && !IsCutShort; hop++)
        {
            var doors = new Doors(frontier.Where(role => organization.Holders[role].Trust is not null).Select(role => (role, TrustOf(role))));
            frontier = [];
            var callers = Callers(doors).Where(knock => !next.ContainsKey(knock.Caller)).ToArray();
            var passed = new int[callers.Length];
            Parallel.For(0, callers.Length, options, at => passed[at] = callers[at].Roles.FirstOrDefault(role => Passes(callers[at].Caller, role, isSure), -1));
            // Of several doors the first counts, so that the way does not depend on which thread was faster.
            for (var at = 0; at < callers.Length; at++)
            {
                if (passed[at] >= 0 && next.TryAdd(callers[at].Caller, passed[at]))
                {
                    frontier.Add(callers[at].Caller);
                }
            }
        }
        return next;
    }

    /// <summary>Who may knock, and where: those whom a trust policy names, and those whose own policies may allow it where their account or everyone is let in.</summary>
    private IEnumerable<(int Caller, IEnumerable<int> Roles)> Callers(Doors doors)
    {
        foreach (var (name, roles) in doors.ByName)
        {
            if (organization.Find(name) is >= 0 and var caller)
            {
                yield return (caller, roles);
            }
        }
        foreach (var (account, roles) in doors.ByAccount)
        {
            foreach (var caller in assumers.Value.ByAccount.GetValueOrDefault(account) ?? [])
            {
                yield return (caller, MayAllow(caller, roles));
            }
        }
        if (doors.ForEveryone.Count > 0)
        {
            // Within one account a trust policy that lets everyone in is enough.
            foreach (var role in doors.ForEveryone)
            {
                foreach (var caller in organization.HoldersIn(organization.Holders[role].Container))
                {
                    yield return (caller, [role]);
                }
            }
            foreach (var caller in assumers.Value.ByAccount.Values.SelectMany(callers => callers))
            {
                yield return (caller, MayAllow(caller, doors.ForEveryone));
            }
        }
    }

    private bool Passes(int caller, int role, bool isSure)
    {
        if (caller == role || Interlocked.Increment(ref _pairs) > MostPairs)
        {
            return false;
        }
        if (!_hops.TryGetValue((caller, role), out var decision))
        {
            _hops.TryAdd((caller, role), decision = QuestionOf(role).Decide(caller));
        }
        return decision == AccessDecision.Allowed || (!isSure && decision == AccessDecision.Conditional);
    }

    private SharedQuestion QuestionOf(int role) => _questions.GetOrAdd(role, number =>
    {
        IReadOnlyList<HeldResourcePolicy> trust = organization.Holders[number].TrustPolicy is { } policy ? [policy] : [];
        var bearing = new QuestionBearing(facts, AssumeRole.Name, new ResourceName(organization.Holders[number].NativeId));
        return new SharedQuestion(organization, AssumeRole.Question(organization, number), AssumeRole.Name, trust, bearing, engine.Compiled, levels);
    });

    /// <summary>Those of the roles that the caller's own policies may allow: asked before the engine, since most they do not.</summary>
    private IEnumerable<int> MayAllow(int caller, List<int> roles)
    {
        var allowed = assumers.Value.RolesOf(organization.Holders[caller].Policies);
        foreach (var role in roles)
        {
            Interlocked.Increment(ref _pairs);
            if (allowed is null || MayAllow(allowed, NameOf(role)))
            {
                yield return role;
            }
        }
    }

    private static bool MayAllow(IReadOnlyList<ResourceElement> allowed, ResourceName role)
    {
        for (var i = 0; i < allowed.Count; i++)
        {
            if (allowed[i].Matches(role, QuestionBearing.NothingKnown) != Truth.No)
            {
                return true;
            }
        }
        return false;
    }

    private ResourceName NameOf(int role) => _names.GetOrAdd(role, number => new ResourceName(organization.Holders[number].NativeId));

    private TrustFacts TrustOf(int role)
    {
        var trust = organization.Holders[role].Trust!;
        if (!_trusts.TryGetValue(trust.Hash, out var found))
        {
            _trusts.Add(trust.Hash, found = TrustFacts.Of(facts.Get(trust)!, AssumeRole.Name));
        }
        return found;
    }

    /// <summary>The roles that can be become, by whom their trust policies let in.</summary>
    private sealed class Doors
    {
        public Doors(IEnumerable<(int Role, TrustFacts Trust)> roles)
        {
            foreach (var (role, trust) in roles)
            {
                foreach (var name in trust.Names)
                {
                    Add(ByName, name, role);
                }
                foreach (var account in trust.Accounts)
                {
                    Add(ByAccount, account, role);
                }
                if (trust.IsEveryone)
                {
                    ForEveryone.Add(role);
                }
            }
        }

        public Dictionary<string, List<int>> ByName { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, List<int>> ByAccount { get; } = new(StringComparer.Ordinal);

        public List<int> ForEveryone { get; } = [];

        private static void Add(Dictionary<string, List<int>> doors, string key, int role)
        {
            if (!doors.TryGetValue(key, out var roles))
            {
                doors.Add(key, roles = []);
            }
            roles.Add(role);
        }
    }
}
