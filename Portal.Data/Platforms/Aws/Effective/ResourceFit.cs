using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>
/// Which of a service's resource types a pattern can name. An action whose types a pattern cannot name is not allowed by it, however the
/// statement reads: <c>s3:ListAllMyBuckets</c> works on <c>*</c> only.
/// </summary>
/// <param name="partition">The partition of the identity, in which all that it can name lies: <c>aws</c>, <c>aws-cn</c>….</param>
internal sealed class ResourceFit(string partition)
{
    private readonly Dictionary<(string Service, string Pattern), bool[]> _fits = [];
    private readonly Dictionary<(string Service, int Type), ResourcePattern> _inPartition = [];

    /// <summary>True when the pattern can name a resource of the action.</summary>
    public bool Fits(int action, ResourcePattern pattern)
    {
        if (pattern.IsAny)
        {
            return true;
        }
        var catalogue = ActionCatalogue.Instance;
        var service = catalogue.Service(action);
        var types = catalogue.ResourceTypes(action);
        if (types.Count == 0)
        {
            return false;
        }
        if (!_fits.TryGetValue((service.Prefix, pattern.Source), out var fits))
        {
            _fits[(service.Prefix, pattern.Source)] = fits = [.. service.ResourceTypes.Select(type => Fits(type, pattern))];
        }
        foreach (var type in types)
        {
            if (fits[type])
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>True when one of the patterns can name a resource of the action.</summary>
    public bool FitsAny(int action, IReadOnlyList<ResourcePattern> patterns)
    {
        for (var i = 0; i < patterns.Count; i++)
        {
            if (Fits(action, patterns[i]))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>True when the condition narrows the action; a deny on resources that it cannot be about does not.</summary>
    public bool Concerns(int action, PieceCondition condition) =>
        condition is not { Kind: ConditionKind.Unless, Where: { IsNegated: false } where } || FitsAny(action, where.Patterns);

    /// <summary>True when patterns that are taken out leave no resource that the action could be about.</summary>
    public bool LeavesNothing(int action, IReadOnlyList<ResourcePattern> except)
    {
        var catalogue = ActionCatalogue.Instance;
        var types = catalogue.ResourceTypes(action);
        if (types.Count == 0 || except.Count == 0)
        {
            return false;
        }
        var service = catalogue.Service(action);
        foreach (var type in types)
        {
            var all = InPartition(service, type);
            if (!except.Any(pattern => pattern.Covers(all)))
            {
                return false;
            }
        }
        return true;
    }

    private ResourcePattern InPartition(CatalogueService service, int type)
    {
        if (!_inPartition.TryGetValue((service.Prefix, type), out var pattern))
        {
            var source = service.ResourceTypes[type].Source;
            pattern = source.StartsWith("arn:*:", StringComparison.Ordinal)
                ? ResourcePattern.Read($"arn:{partition}:{source["arn:*:".Length..]}", hasVariables: false)
                : service.ResourceTypes[type];
            _inPartition[(service.Prefix, type)] = pattern;
        }
        return pattern;
    }

    /// <summary>The name of a bucket holds no slash, so <c>arn:aws:s3:::logs/*</c> names objects but no bucket.</summary>
    private static bool Fits(ResourcePattern type, ResourcePattern pattern) =>
        type.Overlaps(pattern)
        && (type.Source != "arn:*:s3:::*" || pattern.Parts is not { } parts || !parts[5].Source.Contains('/', StringComparison.Ordinal) || parts[5].Variables.Count > 0);
}
