using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Storage;

namespace Portal.Data.Inventory.Certificates;

/// <summary>How what an identity holds stands to what was attested of it, at the time of reading.</summary>
/// <param name="State">The word for all of it.</param>
/// <param name="Uncertified">How many of its entitlements go beyond what was attested, by the newest snapshot.</param>
/// <param name="Never">How many were never attested.</param>
/// <param name="Since">Since when the first of what goes beyond does, or null.</param>
/// <param name="Until">When the first attestation ends or ended, or null.</param>
public sealed record IdentityStanding(Certification State, int Uncertified, int Never, DateTimeOffset? Since, DateTimeOffset? Until)
{
    /// <summary>Of an identity that no review ever asked about.</summary>
    public static IdentityStanding None { get; } = new(Certification.Never, 0, 0, null, null);

    /// <summary>What a row says at <paramref name="now"/>.</summary>
    internal static IdentityStanding Of(Standing row, DateTimeOffset now)
    {
        var state = row.State == Certification.Uncertified || row.ToldAt is not null ? Certification.Uncertified
            : row.Until <= now ? Certification.Expired
            : row.State;
        return new(state, row.Uncertified, row.Never, row.ToldAt is { } told && !(row.Since <= told) ? told : row.Since, row.Until);
    }

    /// <summary>How these identities stand; those that no review asked about are left out.</summary>
    internal static async Task<IReadOnlyDictionary<IdentityId, IdentityStanding>> ReadAsync(
        GovernanceDb db, IdentityId[] ids, DateTimeOffset now, CancellationToken cancellationToken) =>
        await db.Standings.AsNoTracking().Where(s => EF.Parameter(ids).Contains(s.IdentityId)).ToDictionaryAsync(s => s.IdentityId, s => Of(s, now), cancellationToken);

    /// <summary>The rows of a state at <paramref name="now"/>. There is none for never.</summary>
    internal static Expression<Func<Standing, bool>> Is(Certification state, DateTimeOffset now) => state switch
    {
        Certification.Uncertified => s => s.State == Certification.Uncertified || s.ToldAt != null,
        Certification.Expired => s => s.State != Certification.Uncertified && s.ToldAt == null && s.Until <= now,
        _ => s => s.State == state && s.ToldAt == null && (s.Until == null || s.Until > now),
    };
}
