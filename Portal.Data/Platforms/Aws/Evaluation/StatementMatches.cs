using System.Runtime.InteropServices;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Evaluation;

/// <summary>Goes once over all policies of a request and keeps the statements that are, or may be, about it.</summary>
internal sealed class StatementMatches
{
    [ThreadStatic]
    private static StatementMatches? _spare;

    private readonly List<StatementMatch> _matches = [];
    private AccessRequest _request = null!;
    private bool _hasBoundary;

    private StatementMatches()
    {
    }

    /// <summary>All statements that are, or may be, about the request.</summary>
    public IReadOnlyList<StatementMatch> All => _matches;

    /// <summary>Reads the policies that are in force for the request. What is returned afterwards serves the thread's next request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="policies">The policies.</param>
    /// <param name="forDecision">True when only the decision is asked for: nothing more may be read once something surely denies.</param>
    public static StatementMatches Rent(AccessRequest request, AppliedPolicies policies, bool forDecision = false)
    {
        var found = _spare ?? new StatementMatches();
        _spare = null;
        found._request = request;
        found._hasBoundary = policies.Boundary is not null;
        found.Fill(request, policies, forDecision);
        return found;
    }

    /// <summary>Gives the list back; it must not be used any more.</summary>
    public void Return()
    {
        _matches.Clear();
        _request = null!;
        _spare = this;
    }

    private void Fill(AccessRequest request, AppliedPolicies policies, bool forDecision)
    {
        if (policies.Row is { } row)
        {
            var inForce = LayersInForce(request, policies);
            if (!forDecision)
            {
                Fill(row, inForce, denies: true, allows: true);
                return;
            }
            Fill(row, inForce, denies: true, allows: false);
            if (Denied() != Truth.Yes)
            {
                Fill(row, inForce, denies: false, allows: true);
            }
            return;
        }
        if (request.Principal.HasOwnPolicies)
        {
            Add(PolicyLayer.Identity, 0, policies.Identity);
            Add(PolicyLayer.Boundary, 0, policies.Boundary ?? []);
            Add(PolicyLayer.Session, 0, policies.Session ?? []);
        }
        if (OrganizationRules.BindServiceControl(request, policies))
        {
            AddLevels(PolicyLayer.ServiceControl, policies.ServiceControl);
        }
        if (OrganizationRules.BindResourceControl(request, policies))
        {
            AddLevels(PolicyLayer.ResourceControl, policies.ResourceControl);
        }
        if (policies.Resource is { } resource && !request.Traits.IgnoresBucketPolicy)
        {
            Add(PolicyLayer.Resource, 0, resource);
        }
        Add(PolicyLayer.Endpoint, 0, policies.Endpoint ?? []);
    }

    private void Fill(FlatStatements row, int inForce, bool denies, bool allows)
    {
        var entries = row.Entries!;
        for (var i = 0; i < entries.Length; i++)
        {
            ref readonly var entry = ref entries[i];
            if ((entry.Head.IsAllow ? allows : denies) && (inForce & Bit(entry.Layer)) != 0)
            {
                Add(entry.Layer, entry.Level, row, in entry);
            }
        }
    }

    private static int LayersInForce(AccessRequest request, AppliedPolicies policies) =>
        Bit(PolicyLayer.Endpoint)
        | (request.Principal.HasOwnPolicies ? Bit(PolicyLayer.Identity) | Bit(PolicyLayer.Boundary) | Bit(PolicyLayer.Session) : 0)
        | (OrganizationRules.BindServiceControl(request, policies) ? Bit(PolicyLayer.ServiceControl) : 0)
        | (OrganizationRules.BindResourceControl(request, policies) ? Bit(PolicyLayer.ResourceControl) : 0)
        | (request.Traits.IgnoresBucketPolicy ? 0 : Bit(PolicyLayer.Resource));

    private static int Bit(PolicyLayer layer) => 1 << (int)layer;

    /// <summary>Whether something denies, in any layer.</summary>
    public Truth Denied()
    {
        var result = Truth.No;
        foreach (ref readonly var match in CollectionsMarshal.AsSpan(_matches))
        {
            result = match.IsAllow ? result : result.Or(match.Holds);
        }
        return result;
    }

    /// <summary>Whether a layer allows, counting grants that name the caller at least as strongly as <paramref name="atLeast"/> says.</summary>
    public Truth Allowed(PolicyLayer layer, int level = 0, PrincipalMatch atLeast = PrincipalMatch.Account)
    {
        var result = Truth.No;
        foreach (ref readonly var match in CollectionsMarshal.AsSpan(_matches))
        {
            if (match.IsAllow && match.Layer == layer && match.Level == level && match.Principal >= atLeast)
            {
                result = result.Or(match.Holds);
            }
        }
        return result;
    }

    private void AddLevels(PolicyLayer layer, IReadOnlyList<PolicyLevel> levels)
    {
        for (var level = 0; level < levels.Count; level++)
        {
            Add(layer, level, levels[level].Policies);
        }
    }

    private void Add(PolicyLayer layer, int level, IReadOnlyList<AppliedPolicy> policies)
    {
        for (var i = 0; i < policies.Count; i++)
        {
            Add(layer, level, policies[i]);
        }
    }

    private void Add(PolicyLayer layer, int level, AppliedPolicy policy)
    {
        if (policy.Document is null)
        {
            _matches.Add(new StatementMatch(layer, level, policy.Name, Statement: null, IsAllow: true, PrincipalMatch.Direct, Truth.Unknown));
            _matches.Add(new StatementMatch(layer, level, policy.Name, Statement: null, IsAllow: false, PrincipalMatch.Direct, Truth.Unknown));
            return;
        }
        var (own, general) = policy.Document.About(_request.Action.Service);
        for (int i = 0, j = 0; i < own.Length || j < general.Length;)
        {
            ref readonly var head = ref (j == general.Length || (i < own.Length && own[i].Statement.Index < general[j].Statement.Index) ? ref own[i++] : ref general[j++]);
            Add(layer, level, policy.Name, in head);
        }
    }

    private void Add(PolicyLayer layer, int level, FlatStatements row, in FlatStatements.Entry entry)
    {
        if (IsAbout(layer, in entry.Head, out var holds, out var principal))
        {
            _matches.Add(new StatementMatch(layer, level, row.PolicyOf(in entry), entry.Head.Statement, entry.Head.IsAllow, principal, holds));
        }
    }

    private void Add(PolicyLayer layer, int level, string policy, in StatementHead head)
    {
        if (IsAbout(layer, in head, out var holds, out var principal))
        {
            _matches.Add(new StatementMatch(layer, level, policy, head.Statement, head.IsAllow, principal, holds));
        }
    }

    private bool IsAbout(PolicyLayer layer, in StatementHead head, out Truth holds, out PrincipalMatch principal)
    {
        principal = PrincipalMatch.None;
        holds = head.Holds(_request.Mask, _request.Action, _request.Resource, _request.Context);
        return holds != Truth.No && (principal = Named(layer, head.Statement)) != PrincipalMatch.None;
    }

    /// <summary>Policies of the caller speak about the caller; resource control policies always name everyone.</summary>
    private PrincipalMatch Named(PolicyLayer layer, PolicyStatement statement) => layer switch
    {
        PolicyLayer.Resource or PolicyLayer.Endpoint => _request.Principal.Match(statement, _hasBoundary),
        PolicyLayer.ResourceControl when statement.Principals is not null => _request.Principal.Match(statement, _hasBoundary),
        _ => PrincipalMatch.Direct,
    };
}
