using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Storage;
using State = Portal.Data.Inventory.Certificates.Certification;

namespace Portal.Data.Permissions.Certificates;

/// <summary>Says whether what a change gave is within what was attested.</summary>
/// <param name="db">The database.</param>
/// <param name="engine">Compares.</param>
/// <param name="now">The time.</param>
internal sealed class ChangeCertification(GovernanceDb db, IPermissionEngine engine, DateTimeOffset now)
{
    /// <summary>For each identity with what it held before and after a change: never, certified or uncertified, in their order.</summary>
    public async Task<IReadOnlyList<State>> OfAsync(
        Platform platform, IReadOnlyList<(Identity Identity, Holding Before, Holding After)> touched, CancellationToken cancellationToken)
    {
        var reader = new CertifiedReader(db, new Dictionary<Platform, IPermissionEngine> { [platform] = engine });
        var known = await reader.ReadAsync([.. touched.Select(t => t.Identity)], cancellationToken);
        return [.. touched.Select(t => known.GetValueOrDefault(t.Identity.Id) is { IsKnown: true } state
            ? state.IsGoneBeyond(t.Before, t.After, now) ? State.Uncertified : State.Certified
            : State.Never)];
    }

    /// <summary>The word for a change as a whole: the worst that it did to anybody whom a review knows.</summary>
    public static State? Sum(IReadOnlyCollection<State> states) => states switch
    {
        { Count: 0 } => null,
        _ when states.Contains(State.Uncertified) => State.Uncertified,
        _ when states.Contains(State.Certified) => State.Certified,
        _ => State.Never,
    };
}
