using System.Collections.Frozen;
using System.Text.Json;
using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>
/// Whose resources a deny is about: those of some accounts. The account that a pattern names decides; where it names none, as those of S3, the
/// resource is the caller's own unless its policy was imported from another account. What a pattern leaves open stays a condition.
/// </summary>
internal sealed class ResourceOwners
{
    private static readonly Lazy<ActionSet> OnNoAccount = new(() => ActionSet.Of(Enumerable.Range(0, ActionCatalogue.Instance.Count).Where(NamesNoAccount)));

    private readonly FrozenSet<string> _accounts;
    private readonly bool _isOwn;
    private readonly List<ResourcePattern> _others;

    /// <summary>Makes them.</summary>
    /// <param name="accounts">The accounts.</param>
    /// <param name="own">The caller's account.</param>
    /// <param name="known">Resources of which the owner is known.</param>
    public ResourceOwners(FrozenSet<string> accounts, string own, IEnumerable<HeldResourcePolicy> known)
    {
        _accounts = accounts;
        _isOwn = accounts.Contains(own);
        _others = [.. known.Where(policy => IsForeign(policy, own) && accounts.Contains(policy.Container) != _isOwn)
            .SelectMany(policy => new[] { policy.Resource, $"{policy.Resource}/*" }).Select(resource => ResourcePattern.Read(resource, hasVariables: false))];
        var listed = accounts.Order(StringComparer.Ordinal).ToList();
        IsGuarded = PolicyDocument.Parse(
            """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceAccount":""" + JsonSerializer.Serialize(listed) + "}}}}")
            .Statements[0].Conditions[0];
        Form = $"{string.Join(' ', listed)} {_isOwn} {string.Join(' ', _others.Select(pattern => pattern.Source))}";
    }

    /// <summary>Equal for the same accounts, seen from callers for whom they decide alike.</summary>
    public string Form { get; }

    /// <summary>The condition under which a resource belongs to one of the accounts.</summary>
    public PolicyCondition IsGuarded { get; }

    /// <summary>True for a policy on another account's resource whose name does not say so.</summary>
    public static bool IsForeign(HeldResourcePolicy policy, string own) =>
        !string.Equals(policy.Container, own, StringComparison.Ordinal) && new ResourceName(policy.Resource).Account is null;

    /// <summary>What the deny leaves of a piece that it is about.</summary>
    public IEnumerable<PermissionPiece> Deny(PermissionPiece piece, DenyRule deny)
    {
        var rule = deny with { Owners = null };
        var byOwner = piece.Resources.ToLookup(Owns);
        if (byOwner[true].Count() == piece.Resources.Length)
        {
            return PieceAlgebra.Deny(piece, rule);
        }
        if (byOwner[false].Count() == piece.Resources.Length)
        {
            return new[] { piece };
        }
        var hit = piece.Actions.And(deny.Actions);
        var left = new List<PermissionPiece>();
        if (piece.Actions.Except(deny.Actions) is { IsEmpty: false } untouched)
        {
            left.Add(piece with { Actions = untouched });
        }
        if (byOwner[false].Any())
        {
            left.Add(piece with { Actions = hit, Resources = [.. byOwner[false]] });
        }
        if (byOwner[true].Any())
        {
            left.AddRange(PieceAlgebra.Deny(piece with { Actions = hit, Resources = [.. byOwner[true]] }, rule));
        }
        if (byOwner[null].Any())
        {
            left.AddRange(DenyOpen(piece with { Actions = hit, Resources = [.. byOwner[null]] }, rule));
        }
        return left.Where(part => !PieceAlgebra.IsImpossible(part)).ToList();
    }

    private IEnumerable<PermissionPiece> DenyOpen(PermissionPiece piece, DenyRule rule)
    {
        var isSettled = !_others.Exists(other => piece.Resources.Any(pattern => pattern.Overlaps(other)));
        var own = isSettled ? piece.Actions.And(OnNoAccount.Value) : ActionSet.None;
        if (!own.IsEmpty)
        {
            var part = piece with { Actions = own };
            foreach (var some in _isOwn ? PieceAlgebra.Deny(part, rule) : [part])
            {
                yield return some;
            }
        }
        if (piece.Actions.Except(own) is { IsEmpty: false } open)
        {
            foreach (var some in PieceAlgebra.Deny(piece with { Actions = open }, rule with { Conditions = [.. rule.Conditions, IsGuarded] }))
            {
                yield return some;
            }
        }
    }

    /// <summary>Whether what a pattern names belongs to one of the accounts; null when it may or may not.</summary>
    private bool? Owns(ResourcePattern pattern)
    {
        if (pattern.IsAny || (pattern.Parts is { } parts && parts[4].Exact is null))
        {
            return null;
        }
        if (pattern.Parts is { } named && named[4].Exact is { Length: > 0 } account)
        {
            return _accounts.Contains(account);
        }
        return _others.Exists(pattern.Overlaps) ? null : _isOwn;
    }

    private static bool NamesNoAccount(int action)
    {
        var service = ActionCatalogue.Instance.Service(action);
        return ActionCatalogue.Instance.ResourceTypes(action).All(type => service.ResourceTypes[type].Parts is { } parts && parts[4].Exact is { Length: 0 });
    }
}
