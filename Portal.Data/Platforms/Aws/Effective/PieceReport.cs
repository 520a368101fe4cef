using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>Turns pieces into the permissions that pages and the API show: one a service × access level × resources × conditions × path.</summary>
internal sealed class PieceReport
{
    private const int MaskedPatterns = 64;

    private readonly ResourceFit _fit = new();

    /// <summary>The permissions of <paramref name="pieces"/>, in an order that depends on nothing but their content.</summary>
    public IReadOnlyList<EffectivePermission> Permissions(IEnumerable<PermissionPiece> pieces)
    {
        var permissions = new List<EffectivePermission>();
        foreach (var piece in Merge(pieces))
        {
            AddKnown(piece, permissions);
            foreach (var stranger in piece.Actions.Unknown)
            {
                permissions.Add(Permission(piece, stranger[..Math.Max(stranger.IndexOf(':', StringComparison.Ordinal), 0)].ToLowerInvariant(), AccessLevel.Unknown, [stranger], 0, piece.Resources, piece.Except));
            }
        }
        return [.. permissions
            .OrderBy(permission => permission.Service, StringComparer.Ordinal)
            .ThenBy(permission => permission.Access)
            .ThenBy(permission => string.Join('\n', permission.Resources), StringComparer.Ordinal)
            .ThenBy(permission => string.Join('\n', permission.Conditions), StringComparer.Ordinal)
            .ThenBy(permission => permission.Actions[0], StringComparer.Ordinal)
            .ThenBy(permission => string.Join('\n', permission.Path.Select(step => step.Name)), StringComparer.Ordinal)];
    }

    private static IEnumerable<PermissionPiece> Merge(IEnumerable<PermissionPiece> pieces) => pieces
        .GroupBy(piece => string.Join('\u0001', piece.Path.Select(step => $"{step.Kind}{step.Name}{step.Detail}"))
            + '\u0002' + string.Join('\u0001', piece.Resources) + '\u0002' + string.Join('\u0001', piece.Except) + '\u0002' + string.Join('\u0001', piece.Conditions), StringComparer.Ordinal)
        .Select(group => group.Aggregate((left, right) => left with { Actions = left.Actions.Or(right.Actions) }));

    private void AddKnown(PermissionPiece piece, List<EffectivePermission> permissions)
    {
        var catalogue = ActionCatalogue.Instance;
        foreach (var group in piece.Actions.Ids()
            .Select(id => (Id: id, Resources: Mask(id, piece.Resources), Except: Mask(id, piece.Except)))
            .Where(action => action.Resources != 0)
            .GroupBy(action => (catalogue.Service(action.Id).Prefix, Access: catalogue.Access(action.Id), action.Resources, action.Except)))
        {
            permissions.Add(Permission(
                piece,
                group.Key.Prefix,
                group.Key.Access,
                [.. group.Select(action => catalogue.Name(action.Id)).Order(StringComparer.Ordinal)],
                Totals.Value[(group.Key.Prefix, group.Key.Access)],
                Masked(piece.Resources, group.Key.Resources),
                Masked(piece.Except, group.Key.Except)));
        }
    }

    private static readonly Lazy<Dictionary<(string Service, AccessLevel Access), int>> Totals = new(() => Enumerable.Range(0, ActionCatalogue.Instance.Count)
        .GroupBy(id => (ActionCatalogue.Instance.Service(id).Prefix, ActionCatalogue.Instance.Access(id)))
        .ToDictionary(group => group.Key, group => group.Count()));

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

    private static IEnumerable<ResourcePattern> Masked(IReadOnlyList<ResourcePattern> patterns, ulong mask) =>
        patterns.Where((_, i) => (mask & (1ul << Math.Min(i, MaskedPatterns - 1))) != 0);

    private static EffectivePermission Permission(
        PermissionPiece piece,
        string service,
        AccessLevel access,
        IReadOnlyList<string> actions,
        int inService,
        IEnumerable<ResourcePattern> resources,
        IEnumerable<ResourcePattern> except) => new(
            service,
            access,
            actions,
            inService,
            [.. resources.Select(resource => resource.Source).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. except.Select(resource => resource.Source).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            piece.Conditions,
            piece.Path);
}
