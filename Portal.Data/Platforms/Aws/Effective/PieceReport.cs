using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>Turns pieces into the permissions that pages and the API show: one a service × access level × resources × conditions × path.</summary>
/// <param name="partition">The partition of the identity.</param>
internal sealed class PieceReport(string partition)
{
    private const int MaskedPatterns = 64;

    private readonly ResourceFit _fit = new(partition);

    /// <summary>The partition in a native id: <c>aws</c> when it names none.</summary>
    public static string PartitionOf(string nativeId) => nativeId.Split(':', 3) is ["arn", { Length: > 0 } partition, _] ? partition : "aws";

    /// <summary>The permissions of <paramref name="pieces"/>, in an order that depends on nothing but their content.</summary>
    public IReadOnlyList<EffectivePermission> Permissions(IEnumerable<PermissionPiece> pieces)
    {
        var permissions = new List<(EffectivePermission Permission, string Order)>();
        foreach (var piece in Merge(pieces))
        {
            AddKnown(piece, permissions);
            foreach (var stranger in piece.Actions.Unknown)
            {
                Add(permissions, piece, stranger[..Math.Max(stranger.IndexOf(':', StringComparison.Ordinal), 0)].ToLowerInvariant(), AccessLevel.Unknown, [stranger], 0, piece.Resources, piece.Except, piece.Conditions);
            }
        }
        permissions.Sort(static (left, right) =>
        {
            var order = string.CompareOrdinal(left.Permission.Service, right.Permission.Service);
            order = order != 0 ? order : left.Permission.Access.CompareTo(right.Permission.Access);
            return order != 0 ? order : string.CompareOrdinal(left.Order, right.Order);
        });
        return [.. permissions.Select(permission => permission.Permission)];
    }

    /// <summary>True when the piece means the same for all its actions, whatever resources they are about.</summary>
    public static bool IsSimple(PermissionPiece piece) =>
        piece.Except.IsEmpty && piece.Conditions.All(condition => condition.Where is null) && piece.Resources.All(pattern => pattern.IsAny);

    private static IEnumerable<PermissionPiece> Merge(IEnumerable<PermissionPiece> pieces) => pieces
        .GroupBy(piece => string.Join('\u0001', piece.Path.Select(step => $"{step.Kind}{step.Name}{step.Detail}"))
            + '\u0002' + string.Join('\u0001', piece.Resources) + '\u0002' + string.Join('\u0001', piece.Except) + '\u0002' + string.Join('\u0001', piece.Conditions.Select(condition => condition.Canonical)), StringComparer.Ordinal)
        .Select(group => group.Aggregate((left, right) => left with { Actions = left.Actions.Or(right.Actions) }));

    private void AddKnown(PermissionPiece piece, List<(EffectivePermission, string)> permissions)
    {
        var catalogue = ActionCatalogue.Instance;
        var isSimple = IsSimple(piece);
        CatalogueService? service = null;
        foreach (var id in piece.Actions.Ids())
        {
            // The actions of a service stand side by side: its first one stands for all of them.
            if (service is not null && id < service.First + service.Count)
            {
                continue;
            }
            service = catalogue.Service(id);
            foreach (var group in catalogue.Groups(service))
            {
                var actions = piece.Actions.And(group.Actions);
                if (actions.IsEmpty)
                {
                    continue;
                }
                if (isSimple)
                {
                    Add(permissions, piece, service.Prefix, group.Access, Names(actions, group), group.Names.Count, piece.Resources, piece.Except, piece.Conditions);
                }
                else
                {
                    AddMasked(permissions, piece, service.Prefix, group, actions);
                }
            }
        }
    }

    private void AddMasked(List<(EffectivePermission, string)> permissions, PermissionPiece piece, string service, ActionGroup group, ActionSet actions)
    {
        foreach (var same in actions.Ids()
            .Select(id => (Id: id, Resources: Mask(id, piece.Resources), Except: Mask(id, piece.Except), Conditions: Mask(id, piece.Conditions)))
            .Where(action => action.Resources != 0 && !_fit.LeavesNothing(action.Id, piece.Except))
            .GroupBy(action => (action.Resources, action.Except, action.Conditions)))
        {
            Add(
                permissions,
                piece,
                service,
                group.Access,
                [.. same.Select(action => ActionCatalogue.Instance.Name(action.Id)).Order(StringComparer.Ordinal)],
                group.Names.Count,
                Masked(piece.Resources, same.Key.Resources),
                Masked(piece.Except, same.Key.Except),
                Masked(piece.Conditions, same.Key.Conditions));
        }
    }

    private static IReadOnlyList<string> Names(ActionSet actions, ActionGroup group) => actions.Count == group.Names.Count
        ? group.Names
        : [.. actions.Ids().Select(ActionCatalogue.Instance.Name).Order(StringComparer.Ordinal)];

    /// <summary>Which of the patterns suit the action, one bit each; past 64 patterns the last bit stands for all others.</summary>
    private ulong Mask(int action, IReadOnlyList<ResourcePattern> patterns)
    {
        var mask = 0ul;
        for (var i = 0; i < patterns.Count; i++)
        {
            if (_fit.Fits(action, patterns[i]))
            {
                mask |= 1ul << Math.Min(i, MaskedPatterns - 1);
            }
        }
        return mask;
    }

    private ulong Mask(int action, IReadOnlyList<PieceCondition> conditions)
    {
        var mask = 0ul;
        for (var i = 0; i < conditions.Count; i++)
        {
            if (_fit.Concerns(action, conditions[i]))
            {
                mask |= 1ul << Math.Min(i, MaskedPatterns - 1);
            }
        }
        return mask;
    }

    private static IEnumerable<T> Masked<T>(IReadOnlyList<T> items, ulong mask) =>
        items.Where((_, i) => (mask & (1ul << Math.Min(i, MaskedPatterns - 1))) != 0);

    private static void Add(
        List<(EffectivePermission, string)> permissions,
        PermissionPiece piece,
        string service,
        AccessLevel access,
        IReadOnlyList<string> actions,
        int inService,
        IEnumerable<ResourcePattern> resources,
        IEnumerable<ResourcePattern> except,
        IEnumerable<PieceCondition> conditions)
    {
        var permission = new EffectivePermission(
            service,
            access,
            actions,
            inService,
            [.. resources.Select(resource => resource.Source).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. except.Select(resource => resource.Source).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. conditions.OrderBy(condition => condition.Canonical, StringComparer.Ordinal).Select(condition => condition.Shown)],
            piece.Path)
        {
            Entitlement = piece.Origin,
        };
        var order = string.Join('\n', permission.Resources.Append("\u0001").Concat(permission.Conditions.Select(condition => condition.Canonical)).Append("\u0001")
            .Append(actions[0]).Concat(permission.Path.Select(step => step.Name)));
        permissions.Add((permission, order));
    }
}
