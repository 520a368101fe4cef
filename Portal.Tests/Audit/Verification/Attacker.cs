using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Audit.Verification;
using Portal.Data.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Audit.Verification;

/// <summary>
/// Someone who owns the database and knows the published format, but has not the key. Takes the triggers away, keeps a copy of the record to put
/// it back after each attempt, and asks the verification what it sees.
/// </summary>
internal sealed class Attacker : IAsyncDisposable
{
    private static readonly string[] Tables = ["audit_entries", "audit_log", "audit_nodes", "audit_checkpoints"];
    private readonly TestPortalData _portal;
    private readonly GovernanceDb _db;

    private Attacker(TestPortalData portal, GovernanceDb db) => (_portal, _db) = (portal, db);

    /// <summary>How many entries the untouched record has.</summary>
    public int Size { get; private set; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>A record of a few entries, signed twice, with a tail that was written since, and someone who is after it.</summary>
    /// <param name="portal">Whose record.</param>
    /// <param name="more">How many entries it has besides.</param>
    public static async Task<Attacker> CreateAsync(TestPortalData portal, int more = 5)
    {
        var by = Caller.System("tests") with { Session = "s1", OnBehalfOf = "agent:1", Address = "10.0.0.1", CorrelationId = "c1" };
        await portal.RecordAsync("caf\u00e9", reason: "because");
        await portal.RecordAsync("second", reason: null, by);
        await portal.RecordAsync("third", reason: string.Empty, by);
        await portal.Get<WriteCheckpoints>().RunAsync(Cancelled);
        await portal.RecordAsync("fifth", reason: "ünïcödé", by);
        await portal.RecordManyAsync(more);
        await portal.Get<WriteCheckpoints>().RunAsync(Cancelled);
        await portal.RecordAsync("last", reason: "tail");
        var db = await portal.OpenAsync();
        await db.DropGuardsAsync();
        var attacker = new Attacker(portal, db) { Size = await db.AuditEntries.CountAsync(Cancelled) };
        foreach (var table in Tables)
        {
            await attacker.RunAsync($"CREATE TABLE keep_{table} AS SELECT * FROM {table}");
        }
        return attacker;
    }

    /// <summary>What the verification says now.</summary>
    /// <param name="withFile">Whether the checkpoints that were kept outside the database are brought.</param>
    public Task<VerificationResult> VerifyAsync(bool withFile = false) =>
        _portal.Get<VerifyRecord>().RunAsync([], withFile ? _portal.Get<AuditOptions>().CheckpointFile : null, Caller.System("tests"), Cancelled);

    /// <summary>Runs SQL.</summary>
    public async Task RunAsync(string sql)
    {
        await using var command = await CommandAsync(sql);
        await command.ExecuteNonQueryAsync(Cancelled);
    }

    /// <summary>Runs SQL that the database itself may refuse.</summary>
    /// <returns>False when it did.</returns>
    public async Task<bool> TryAsync(string sql)
    {
        try
        {
            await RunAsync(sql);
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }

    /// <summary>A value as the engine gives it out.</summary>
    public async Task<object?> ReadAsync(string sql)
    {
        await using var command = await CommandAsync(sql);
        return await command.ExecuteScalarAsync(Cancelled) is { } value and not DBNull ? value : null;
    }

    /// <summary>Puts the record back as it was.</summary>
    public async Task RestoreAsync()
    {
        foreach (var table in Tables)
        {
            await RunAsync($"DELETE FROM {table}; INSERT INTO {table} SELECT * FROM keep_{table};");
        }
    }

    /// <summary>Works all hashes out anew from entry <paramref name="from"/> on, by the published format, the head included.</summary>
    public async Task RecomputeAsync(long from)
    {
        var entries = await _db.AuditEntries.AsNoTracking().OrderBy(e => e.Sequence).ToListAsync(Cancelled);
        var bytes = new EntryBytes();
        var previous = entries.LastOrDefault(e => e.Sequence < from)?.Hash ?? new byte[MerkleHash.Length];
        foreach (var entry in entries.Where(e => e.Sequence >= from))
        {
            entry.Chain(entry.Sequence, previous, bytes);
            await _db.Database.ExecuteSqlAsync($"""UPDATE audit_entries SET "Previous" = {entry.Previous}, "Hash" = {entry.Hash} WHERE "Sequence" = {entry.Sequence}""", Cancelled);
            previous = entry.Hash;
        }
        await _db.Database.ExecuteSqlAsync($"""UPDATE audit_log SET "Size" = {entries.Count}, "Hash" = {previous}""", Cancelled);
    }

    /// <summary>Signs the record as it is now, with a key of the attacker's own and the record's name.</summary>
    public async Task SignAsync()
    {
        var hashes = await _db.AuditEntries.OrderBy(e => e.Sequence).Select(e => e.Hash).ToListAsync(Cancelled);
        var frontier = new MerkleFrontier();
        hashes.ForEach(h => frontier.Add(h));
        var note = SignedCheckpoint.Of(new("tests.example/audit", hashes.Count, frontier.Root()), SigningKey.Create("tests.example/audit")).Note;
        await RunAsync("DELETE FROM audit_checkpoints");
        await _db.Database.ExecuteSqlAsync($"""INSERT INTO audit_checkpoints ("Size", "Note") VALUES ({hashes.Count}, {note})""", Cancelled);
    }

    /// <summary>Cuts entries off the end, so that nothing in the database shows it.</summary>
    public async Task CutAsync(int count)
    {
        var left = (Size - count).ToString(CultureInfo.InvariantCulture);
        await RunAsync($"DELETE FROM audit_entries WHERE \"Sequence\" > {left}; DELETE FROM audit_checkpoints WHERE \"Size\" > {left};");
        await RunAsync($"UPDATE audit_log SET \"Size\" = {left}, \"Hash\" = (SELECT \"Hash\" FROM audit_entries WHERE \"Sequence\" = {left})");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _db.DisposeAsync();

    private async Task<DbCommand> CommandAsync(string sql)
    {
        await _db.Database.OpenConnectionAsync(Cancelled);
        var command = _db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
