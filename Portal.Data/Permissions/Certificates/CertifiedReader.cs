using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Permissions.Certificates;

/// <summary>Reads what was attested of identities, with what they held then and hold now, in as many queries for one as for a thousand.</summary>
/// <param name="db">The database.</param>
/// <param name="engines">The engines of the platforms.</param>
internal sealed class CertifiedReader(GovernanceDb db, IReadOnlyDictionary<Platform, IPermissionEngine> engines)
{
    private readonly HoldingReader _now = new(db);
    private readonly Dictionary<DateTimeOffset, HoldingReader> _then = [];

    /// <summary>What was attested of each; identities of platforms that have no engine yet are left out.</summary>
    public async Task<IReadOnlyDictionary<IdentityId, CertifiedState>> ReadAsync(IReadOnlyCollection<Identity> identities, CancellationToken cancellationToken)
    {
        var known = identities.Where(i => engines.ContainsKey(i.Platform)).ToList();
        var ids = known.ConvertAll(i => i.Id).ToArray();
        var certificates = (await db.Certificates.AsNoTracking().Where(c => EF.Parameter(ids).Contains(c.IdentityId)).ToListAsync(cancellationToken)).ToLookup(c => c.IdentityId);
        var hashes = certificates.SelectMany(g => g).SelectMany(c => c.Documents).Select(d => d.Hash).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        var texts = await db.PolicyDocuments.AsNoTracking().Where(d => EF.Parameter(hashes).Contains(d.Hash))
            .ToDictionaryAsync(d => d.Hash, d => new PolicyText(d.Hash, d.Text), StringComparer.Ordinal, cancellationToken);
        var now = await _now.ReadAsync(known, resource: null, cancellationToken);
        var then = known.ToDictionary(i => i.Id, _ => new Dictionary<DateTimeOffset, HeldBy>());
        foreach (var at in certificates.SelectMany(g => g).Select(c => c.AsOf).Distinct())
        {
            if (!_then.TryGetValue(at, out var reader))
            {
                _then.Add(at, reader = new(db, at));
            }
            foreach (var (id, held) in await reader.ReadAsync(known.FindAll(i => certificates[i.Id].Any(c => c.AsOf == at)), resource: null, cancellationToken))
            {
                then[id].Add(at, held);
            }
        }
        return known.ToDictionary(i => i.Id, i => new CertifiedState(engines[i.Platform], now[i.Id], [.. certificates[i.Id]], then[i.Id], texts));
    }
}
