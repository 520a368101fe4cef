using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Lists;
using Portal.Data.Permissions.Reading;
using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>Reads changes.</summary>
/// <param name="databases">Where contexts come from.</param>
public sealed class ChangeQueries(IDbContextFactory<GovernanceDb> databases)
{
    /// <summary>A page of changes, newest first. It can hold fewer than asked for and still have a next one: see <see cref="ChangeKeys.Window"/>.</summary>
    /// <exception cref="BadCursorException">The cursor is not of this list.</exception>
    public Task<Page<ChangeRow>> ListAsync(ChangeFilter filter, PageRequest page, Caller by, CancellationToken cancellationToken) =>
        ListAsync(filter, page, by, ChangeRows.ReadAsync, cancellationToken);

    /// <summary>The same list folded by session: what one session did without a long pause is one row.</summary>
    /// <exception cref="BadCursorException">The cursor is not of this list.</exception>
    public Task<Page<ChangeBurst>> ListBurstsAsync(ChangeFilter filter, PageRequest page, Caller by, CancellationToken cancellationToken) =>
        PageAsync(filter, page, by, (db, after, token) => new ChangeBursts(db, filter).ReadAsync(after, page.Limit, token), cancellationToken);

    /// <summary>The same page with evidence and content.</summary>
    /// <exception cref="BadCursorException">The cursor is not of this list.</exception>
    public Task<Page<ChangeDetail>> ListDetailsAsync(ChangeFilter filter, PageRequest page, Caller by, CancellationToken cancellationToken) =>
        ListAsync(filter, page, by, ChangeRows.ReadDetailsAsync, cancellationToken);

    /// <summary>All changes of the filter, newest first, page by page as they are taken.</summary>
    public async IAsyncEnumerable<ChangeDetail> ExportAsync(ChangeFilter filter, Caller by, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = (string?)null;
        do
        {
            var page = await ListDetailsAsync(filter, new PageRequest(next, PageRequest.MostItems), by, cancellationToken);
            foreach (var change in page.Items)
            {
                yield return change;
            }
            next = page.Next;
        }
        while (next is not null);
    }

    /// <summary>One change, with what was before and is after if that is not guarded; null when there is none.</summary>
    public Task<ChangeDetail?> FindAsync(ChangeId id, Caller by, CancellationToken cancellationToken) => FindAsync(id, isWhole: false, by, cancellationToken);

    /// <summary>The same, on request with guarded texts, for whoever records that.</summary>
    internal async Task<ChangeDetail?> FindAsync(ChangeId id, bool isWhole, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var sequence = await db.Changes.Where(c => c.Id == id).Select(c => (long?)c.Sequence).SingleOrDefaultAsync(cancellationToken);
        return sequence is null ? null : (await ChangeRows.ReadDetailsAsync(db, [sequence.Value], isWhole, cancellationToken)).SingleOrDefault();
    }

    /// <summary>The event of a change as it came, if it is not guarded; null when there is no such change.</summary>
    public Task<RawEvent?> FindRawAsync(ChangeId id, Caller by, CancellationToken cancellationToken) => FindRawAsync(id, isWhole: false, by, cancellationToken);

    /// <summary>The same, on request with a guarded text, for whoever records that.</summary>
    internal async Task<RawEvent?> FindRawAsync(ChangeId id, bool isWhole, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Changes.Where(c => c.Id == id).Select(c => new { c.Sequence, c.Policy, c.Raw }).SingleOrDefaultAsync(cancellationToken) is not { } change)
        {
            return null;
        }
        var isGuarded = GuardedPolicies.MayHoldPolicy(change.Raw) && (await db.GuardedAsync([(change.Sequence, change.Policy)], cancellationToken)).Count > 0;
        return new(isGuarded && !isWhole ? null : change.Raw, isGuarded);
    }

    /// <summary>The place of a change in the order of arrival; null when there is no such change.</summary>
    public async Task<long?> FindSequenceAsync(ChangeId id, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Changes.Where(c => c.Id == id).Select(c => (long?)c.Sequence).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>The place of the last change that arrived; 0 before the first.</summary>
    public async Task<long> LastSequenceAsync(Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Changes.MaxAsync(c => (long?)c.Sequence, cancellationToken) ?? 0;
    }

    /// <summary>What arrived after a place, in the order of arrival.</summary>
    public async Task<IReadOnlyList<ChangeDetail>> ListArrivalsAsync(long after, int limit, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var sequences = await db.Changes.Where(c => c.Sequence > after)
            .OrderBy(c => c.Sequence).Take(limit).Select(c => c.Sequence).ToListAsync(cancellationToken);
        return sequences.Count == 0 ? [] : await ChangeRows.ReadDetailsAsync(db, sequences, cancellationToken);
    }

    /// <summary>The last that arrived after a place, newest arrival first.</summary>
    public async Task<IReadOnlyList<ChangeDetail>> ListLatestArrivalsAsync(long after, int limit, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var sequences = await db.Changes.Where(c => c.Sequence > after)
            .OrderByDescending(c => c.Sequence).Take(limit).Select(c => c.Sequence).ToListAsync(cancellationToken);
        return sequences.Count == 0 ? [] : await ChangeRows.ReadDetailsAsync(db, sequences, cancellationToken);
    }

    private Task<Page<T>> ListAsync<T>(
        ChangeFilter filter,
        PageRequest page,
        Caller by,
        Func<GovernanceDb, IReadOnlyList<long>, CancellationToken, Task<IReadOnlyList<T>>> read,
        CancellationToken cancellationToken) => PageAsync(
            filter,
            page,
            by,
            async (db, after, token) =>
            {
                var (keys, next) = await new ChangeKeys(db, filter, after, page.Limit).ReadAsync(token);
                return (keys.Count == 0 ? [] : await read(db, [.. keys.Select(k => k.Sequence)], token), next);
            },
            cancellationToken);

    private async Task<Page<T>> PageAsync<T>(
        ChangeFilter filter,
        PageRequest page,
        Caller by,
        Func<GovernanceDb, ChangeKey?, CancellationToken, Task<(IReadOnlyList<T> Rows, ChangeKey? Next)>> read,
        CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        var after = Cursor.Read<ChangeKey>(page.After)?.Key;
        if (filter.Gated == true)
        {
            return new([], null);
        }
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var (rows, next) = await read(db, after, cancellationToken);
        return new(rows, next is { } key ? Cursor.Write(key, Guid.Empty) : null);
    }
}
