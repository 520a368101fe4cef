using System.Collections.Concurrent;
using Portal.Data.Platforms.Aws.Effective;
using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Data.Platforms.Organizations;

namespace Portal.Data.Platforms.Aws.Organizations;

/// <summary>The limits of an organization's accounts in the form in which they apply, put together once for all questions of one search. For several threads at once.</summary>
internal sealed class SharedLevels(Organization organization, CompiledPolicies compiled)
{
    private readonly ConcurrentDictionary<string, OfAccount> _accounts = new(StringComparer.Ordinal);

    /// <summary>Those of an account.</summary>
    public OfAccount Of(string container) => _accounts.GetOrAdd(container, name =>
    {
        var place = organization.PlaceOf(name);
        return new OfAccount(
            place,
            AppliedForm.Levels(LimitKind.ServiceControlPolicy, place.Limits, compiled),
            AppliedForm.Levels(LimitKind.ResourceControlPolicy, place.Limits, compiled),
            AppliedForm.Levels(LimitKind.ResourceControlPolicy, place.LimitsOnResources, compiled));
    });

    /// <summary>What stands above one account, for those who live in it and for those who use what is in it.</summary>
    internal sealed record OfAccount(
        Place Place, IReadOnlyList<PolicyLevel> ServiceControl, IReadOnlyList<PolicyLevel> ResourceControl, IReadOnlyList<PolicyLevel> OnResources);
}
