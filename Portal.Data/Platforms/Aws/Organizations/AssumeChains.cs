using Portal.Data.Platforms.Aws.Policies;
using Portal.Data.Platforms.Organizations;

namespace Portal.Data.Platforms.Aws.Organizations;

/// <summary>
/// Who can become a role that can do it, directly or over further roles. Goes backwards from those who can, breadth first, so that each way is a
/// shortest one and circles end by themselves; each hop is decided by the engine of single questions.
/// </summary>
internal sealed class AssumeChains(Organization organization, AwsPermissionEngine engine, OrganizationFacts facts, Func<Assumers> assumers)
{
    /// <summary>So many pairs of caller and role are looked at, not more: an answer must come.</summary>
    private const int MostPairs = 3_000_000;

    private readonly Dictionary<(int Caller, int Role), AccessDecision> _hops = [];
    private readonly Dictionary<string, TrustFacts> _trusts = new(StringComparer.Ordinal);
    private readonly Dictionary<int, ResourceName> _names = [];
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
        var frontier = next.Keys.Order().ToList();
        for (var hop = 0; hop < depth && frontier.Count > 0 && !IsCutShort; hop++)
        {
            var doors = new Doors(frontier.Where(role => organization.Holders[role].Trust is not null).Select(role => (role, TrustOf(role))));
            frontier = [];
            foreach (var (caller, roles) in Callers(doors))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!next.ContainsKey(caller) && roles.FirstOrDefault(role => Passes(caller, role, isSure), -1) is >= 0 and var role)
                {
                    next.Add(caller, role);
                    frontier.Add(caller);
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
            foreach (var caller in assumers().ByAccount.GetValueOrDefault(account) ?? [])
            {
                yield return (caller, roles.Where(role => MayAllow(caller, role)));
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
            foreach (var caller in assumers().ByAccount.Values.SelectMany(callers => callers))
            {
                yield return (caller, doors.ForEveryone.Where(role => MayAllow(caller, role)));
            }
        }
    }

    private bool Passes(int caller, int role, bool isSure)
    {
        if (caller == role || ++_pairs > MostPairs)
        {
            return false;
        }
        if (!_hops.TryGetValue((caller, role), out var decision))
        {
            decision = engine.Decide(AssumeRole.HoldingOf(organization, caller, role), AssumeRole.Question(organization, role));
            _hops.Add((caller, role), decision);
        }
        return decision == AccessDecision.Allowed || (!isSure && decision == AccessDecision.Conditional);
    }

    /// <summary>Whether the caller's own policies may allow it: asked before the engine, since for most pairs they do not.</summary>
    private bool MayAllow(int caller, int role)
    {
        _pairs++;
        if (!_names.TryGetValue(role, out var name))
        {
            _names.Add(role, name = new ResourceName(organization.Holders[role].NativeId));
        }
        return assumers().MayAllow(organization.Holders[caller].Policies, name);
    }

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
