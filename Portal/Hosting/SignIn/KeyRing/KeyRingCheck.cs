using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Storage;

namespace Portal.Hosting.SignIn.KeyRing;

/// <summary>
/// Says before anyone is served that this portal cannot open the keys in the database, instead of quietly making others, or that what uses them
/// is not to be trusted.
/// </summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="key">What this portal seals them with.</param>
/// <param name="options">Where that lies.</param>
internal sealed class KeyRingCheck(IDbContextFactory<GovernanceDb> databases, RingKey key, KeyRingOptions options)
{
    /// <summary>Looks at all keys in the database.</summary>
    /// <exception cref="InvalidOperationException">Another key sealed one of them, or see <see cref="ProtectionFloor"/>.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        ProtectionFloor.Check(ProtectionFloor.Loaded);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        foreach (var stored in await db.DataProtectionKeys.AsNoTracking().ToListAsync(cancellationToken))
        {
            var by = XElement.Parse(stored.Xml ?? "<none/>").Descendants(SealedKeys.Element).FirstOrDefault()?.Attribute(SealedKeys.By)?.Value;
            if (by is not null && by != key.Name)
            {
                throw new InvalidOperationException(
                    $"The sessions' keys in the database are sealed with the key {by}, but {(options.Key is null ? $"at {options.KeyFile} lies" : "SignIn:Key is")} {key.Name}. "
                    + "Put the right one there: all portals on one database use the same. If it is lost, empty the table DataProtectionKeys; then everybody signs in again.");
            }
        }
    }
}
