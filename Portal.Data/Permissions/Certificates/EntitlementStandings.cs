using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.People;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Permissions.Certificates;

/// <summary>Reads how the entitlements of one identity stand to what was attested, with the names of who decided.</summary>
internal static class EntitlementStandings
{
    /// <summary>How each stands, by kind and native id; empty for platforms that have no engine yet.</summary>
    public static async Task<IReadOnlyDictionary<(EntitlementKind Kind, string Key), EntitlementStanding>> ReadAsync(
        GovernanceDb db, IPermissionEngine? engine, Identity identity, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (engine is null)
        {
            return new Dictionary<(EntitlementKind, string), EntitlementStanding>();
        }
        var reader = new CertifiedReader(db, new Dictionary<Platform, IPermissionEngine> { [identity.Platform] = engine });
        var standings = (await reader.ReadAsync([identity], cancellationToken))[identity.Id].Standings(now);
        var people = standings.Select(s => s.Certificate?.ById).OfType<PersonId>().Distinct().ToArray();
        var names = await db.Set<Person>().Where(p => EF.Parameter(people).Contains(p.Id)).Select(p => new { p.Id, p.Name }).ToDictionaryAsync(p => p.Id, p => p.Name, cancellationToken);
        return standings.ToDictionary(
            s => (s.Kind, s.Key),
            s => s.Certificate is { } note ? s with { Certificate = note with { ByName = names.GetValueOrDefault(note.ById) } } : s);
    }
}
