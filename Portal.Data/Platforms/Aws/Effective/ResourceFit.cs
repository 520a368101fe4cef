using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>
/// Which of a service's resource types a pattern can name. An action whose types a pattern cannot name is not allowed by it, however the
/// statement reads: <c>s3:ListAllMyBuckets</c> works on <c>*</c> only.
/// </summary>
internal sealed class ResourceFit
{
    private readonly Dictionary<(string Service, string Pattern), bool[]> _fits = [];

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

    /// <summary>The name of a bucket holds no slash, so <c>arn:aws:s3:::logs/*</c> names objects but no bucket.</summary>
    private static bool Fits(ResourcePattern type, ResourcePattern pattern) =>
        type.Overlaps(pattern)
        && (type.Source != "arn:*:s3:::*" || pattern.Parts is not { } parts || !parts[5].Source.Contains('/', StringComparison.Ordinal) || parts[5].Variables.Count > 0);
}
