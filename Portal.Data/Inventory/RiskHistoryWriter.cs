using Microsoft.EntityFrameworkCore;
using Portal.Data.Commands;

namespace Portal.Data.Inventory;

/// <summary>Keeps what changes in the risks of identities, in the transaction that changes them.</summary>
internal static class RiskHistoryWriter
{
    /// <summary>Compares identities with what is stored of them; call it before they are stored. A first risk is no change.</summary>
    public static async Task NoteAsync(CommandScope scope, IReadOnlyCollection<Identity> identities, CancellationToken cancellationToken)
    {
        var ids = identities.Select(i => i.Id).ToArray();
        var before = await scope.Db.Identities
            .Where(i => EF.Parameter(ids).Contains(i.Id) && i.AssessedHash != string.Empty)
            .Select(i => new { i.Id, i.RiskReasons })
            .ToDictionaryAsync(i => i.Id, i => i.RiskReasons, cancellationToken);
        var changes = identities
            .Select(i => before.TryGetValue(i.Id, out var reasons) ? RiskChange.Of(i.Id, reasons, i.RiskReasons, scope.Now) : null)
            .OfType<RiskChange>();
        await scope.Db.BulkInsertAsync(changes, skipExisting: false, cancellationToken);
    }
}
