using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>
/// Whether an identity is as powerful as an administrator. It is in one of three senses, the strongest first:
/// <list type="number">
/// <item><b>Everything</b>: what is left to it after all limits is every action of the catalogue on every resource without a condition.</item>
/// <item><b>All that is left</b>: its own policies give it every action on every resource without a condition and deny nothing of it; it has no
/// boundary, or one that leaves everything; and what the organization takes from it still leaves one of the actions by which rights are given
/// (<c>iam:AttachRolePolicy</c> and its like) without a condition on every resource, named exceptions aside.</item>
/// <item><b>Can grant itself</b>: what is left to it includes, without a condition, an action that rewrites what it itself holds: a policy of
/// its own, of one of its groups, or a new version of a managed policy that is attached to it. If it has a boundary that takes something away,
/// it can take the boundary off as well; if its own policies deny something, it can also take policies away.</item>
/// </list>
/// A condition that its own name or tags meet is no condition. An organization that denies a handful of actions, or closes regions, therefore
/// does not make an administrator disappear, while one that takes away every way to give rights does. Roles that AWS or single sign-on manages
/// cannot be rewritten, so for them only the first two senses count.
/// </summary>
internal static class AdministratorTest
{
    private static readonly string[] GivesRights =
    [
        "iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:AttachUserPolicy", "iam:PutUserPolicy", "iam:AttachGroupPolicy", "iam:PutGroupPolicy", "iam:CreatePolicyVersion",
    ];

    private static readonly string[] GivesToGroups = ["iam:AttachGroupPolicy", "iam:PutGroupPolicy"];

    private static readonly Lazy<ActionSet> Rights = new(() => ActionSet.Of(GivesRights
        .Concat(["iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary", "iam:DetachRolePolicy", "iam:DetachUserPolicy", "iam:DeleteRolePolicy", "iam:DeleteUserPolicy"])
        .Select(Id).OfType<int>()));

    /// <summary>True when the piece allows, without a condition, an action by which rights are given or limits taken off.</summary>
    public static bool MayGiveRights(PermissionPiece piece) => piece.Conditions.IsEmpty && piece.Actions.Overlaps(Rights.Value);

    /// <summary>The finding; null when it is no administrator.</summary>
    public static AdministratorFinding? Of(AdministratorCase facts)
    {
        var unlimited = facts.Unlimited;
        if (unlimited.Covers(ActionSet.All))
        {
            return new AdministratorFinding(AdministratorKind.Everything, "Every action on every resource is allowed to it, without a condition.", [], 0);
        }
        var takenAway = ActionSet.All.Count - unlimited.Count;
        if (IsEverything(facts.Given) && IsEverything(Own(facts)) && Left(facts) is { Count: > 0 } ways)
        {
            return new AdministratorFinding(
                AdministratorKind.AllThatIsLeft,
                $"It was given everything; the organization limits {Counted(takenAway)}, but leaves it the power to give rights.",
                ways,
                takenAway);
        }
        return Rewrites(facts) is { Count: > 0 } rewrites
            ? new AdministratorFinding(
                AdministratorKind.CanGrantItself,
                $"It can give itself whatever limits leave, by {PlainWords.Listed(rewrites)}.",
                rewrites,
                takenAway)
            : null;
    }

    /// <summary>
    /// What must hold for an identity to be one in the first or second sense, so that it needs no further step: nothing when it surely is, null
    /// when it is not whatever holds. For those who ask what somebody could become, and who weigh ways that depend on something.
    /// </summary>
    /// <param name="facts">The identity.</param>
    /// <param name="left">Everything that is left to it.</param>
    public static IReadOnlyList<string>? HoldsAllIf(AdministratorCase facts, IReadOnlyCollection<PermissionPiece> left)
    {
        var own = Own(facts).Where(piece => piece.Except.IsEmpty && piece.Resources.Any(resource => resource.IsAny)).ToList();
        var ways = left.Where(piece => GivesRights.Any(action => IsEverywhere(piece, action))).ToList();
        if (ways.Count == 0 || !ActionSet.Union(own.Select(piece => piece.Actions)).Covers(ActionSet.All))
        {
            return null;
        }
        var sure = Unlimited(own);
        var needed = own.Where(piece => !sure.Covers(piece.Actions)).Append(ways.MinBy(piece => piece.Conditions.Length)!);
        return [.. needed.SelectMany(piece => piece.Conditions).Select(condition => condition.Shown.Text).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>True when the pieces allow every action on every resource without a condition.</summary>
    public static bool IsEverything(IEnumerable<PermissionPiece> pieces) => Unlimited(pieces).Covers(ActionSet.All);

    private static string Counted(int actions) => actions == 1 ? "one action" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{actions:N0} actions");

    private static ActionSet Unlimited(IEnumerable<PermissionPiece> pieces) => ActionSet.Union(pieces.Where(piece => piece.IsUnlimited).Select(piece => piece.Actions));

    /// <summary>What its own policies and its boundary leave: the organization aside.</summary>
    private static IEnumerable<PermissionPiece> Own(AdministratorCase facts)
    {
        IEnumerable<PermissionPiece> own = facts.Given;
        foreach (var layer in facts.Limits.Where(layer => layer.Kind == PolicyLayer.Boundary))
        {
            own = own.SelectMany(piece => PieceAlgebra.Limit(piece, layer)).ToList();
        }
        foreach (var deny in facts.Denies.Where(deny => deny.Layer is PolicyLayer.Identity or PolicyLayer.Boundary))
        {
            own = own.SelectMany(piece => PieceAlgebra.Deny(piece, deny)).ToList();
        }
        return own;
    }

    private static List<string> Left(AdministratorCase facts) =>
        [.. GivesRights.Where(name => facts.Rights.Any(piece => piece.Conditions.IsEmpty && IsEverywhere(piece, name)))];

    /// <summary>True when the piece allows the action on every resource, named exceptions aside.</summary>
    private static bool IsEverywhere(PermissionPiece piece, string action) =>
        Id(action) is { } id && piece.Actions.Contains(id) && piece.Resources.Any(resource => resource.IsAny);

    private static List<string> Rewrites(AdministratorCase facts)
    {
        var holding = facts.Holding;
        if (facts.Principal is not { Kind: AwsPrincipalKind.Role or AwsPrincipalKind.User } principal
            || principal.IsServiceLinked || holding.NativeId.Contains(":role/aws-reserved/", StringComparison.Ordinal))
        {
            return [];
        }
        var kind = principal.Kind == AwsPrincipalKind.Role ? "Role" : "User";
        var self = new ResourceName(holding.NativeId);
        bool Can(string action, ResourceName resource) => Id(action) is { } id && facts.Rights.Any(piece =>
            piece.Conditions.IsEmpty && piece.Actions.Contains(id)
            && piece.Resources.Any(pattern => facts.Context.Names(pattern, resource) == Truth.Yes)
            && piece.Except.All(pattern => facts.Context.Names(pattern, resource) == Truth.No));
        if (IsBound(facts) && !Can($"iam:Delete{kind}PermissionsBoundary", self))
        {
            return [];
        }
        if (facts.Denies.Any(deny => deny.Layer == PolicyLayer.Identity) && !Can($"iam:Detach{kind}Policy", self) && !Can($"iam:Delete{kind}Policy", self))
        {
            return [];
        }
        var found = new List<string>();
        found.AddRange(new[] { $"iam:Attach{kind}Policy", $"iam:Put{kind}Policy" }.Where(action => Can(action, self)));
        foreach (var group in holding.Policies.Select(policy => policy.Entitlement).Where(entitlement => entitlement.Kind == EntitlementKind.GroupMembership).Distinct())
        {
            var name = new ResourceName($"arn:{PieceReport.PartitionOf(holding.NativeId)}:iam::{holding.Container}:group/{group.Name}");
            found.AddRange(GivesToGroups.Where(action => Can(action, name)));
        }
        foreach (var policy in holding.Policies.Select(policy => policy.Entitlement).Where(entitlement => entitlement.Kind == EntitlementKind.ManagedPolicy && !entitlement.Key.Contains(":iam::aws:", StringComparison.Ordinal)).Distinct())
        {
            if (Can("iam:CreatePolicyVersion", new ResourceName(policy.Key)))
            {
                found.Add("iam:CreatePolicyVersion");
            }
        }
        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>True when its boundary takes something away, by not allowing or by denying it.</summary>
    private static bool IsBound(AdministratorCase facts) =>
        facts.Limits.Any(layer => layer.Kind == PolicyLayer.Boundary && !layer.Free.Covers(ActionSet.All)) || facts.Denies.Any(deny => deny.Layer == PolicyLayer.Boundary);

    private static int? Id(string name) => ActionName.Read(name) is { } action ? ActionCatalogue.Instance.Find(action) : null;
}
