using Portal.Data.Platforms.Organizations;
using Portal.Data.Sources;

namespace Portal.Data.Permissions.Organizations;

/// <summary>A version of an organization with what is needed to read the next one from what changed alone.</summary>
/// <param name="Organization">The version.</param>
/// <param name="Marks">Up to where each source was read.</param>
/// <param name="Resources">Policies on resources and identities by source and native id.</param>
/// <param name="Pool">What the identities share; belongs to whoever reads the next version.</param>
internal sealed record OrganizationReading(
    Organization Organization,
    IReadOnlyDictionary<SourceId, SourceMark> Marks,
    IReadOnlyDictionary<SourceId, Dictionary<string, KnownResource>> Resources,
    OrganizationPool Pool);
