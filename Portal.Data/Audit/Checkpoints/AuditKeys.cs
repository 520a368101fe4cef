using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit.Chain;
using Portal.Data.Storage;

namespace Portal.Data.Audit.Checkpoints;

/// <summary>
/// The key that signs the record's checkpoints: made at the first start, kept in a file or an external secret, never in the database. Which
/// key is in use stands in the record, so that a change of key shows like any other change.
/// </summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="options">Where the key lies.</param>
/// <param name="clock">The time.</param>
public sealed class AuditKeys(IDbContextFactory<GovernanceDb> databases, AuditOptions options, TimeProvider clock)
{
    /// <summary>The act that says which key is the first.</summary>
    public const string Create = "audit.createKey";

    /// <summary>The act that says which key follows which.</summary>
    public const string Rotate = "audit.rotateKey";

    internal const string SubjectKind = "auditKey";
    private const string TurnName = "audit.key";

    /// <summary>Makes the key when there is none yet, and records it.</summary>
    /// <returns>The public key in use.</returns>
    /// <exception cref="InvalidOperationException">The key that lies here is not the one that the record was signed with, cannot be read, or is open to others.</exception>
    public async Task<VerifierKey> EnsureAsync(CancellationToken cancellationToken) => (await LoadAsync(cancellationToken)).Public;

    /// <summary>The public keys of the record, in the order in which they were in use; the last is the present one.</summary>
    public async Task<IReadOnlyList<VerifierKey>> ListAsync(Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadAudit);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return [.. (await RecordedAsync(db, cancellationToken)).Select(VerifierKey.Parse)];
    }

    /// <summary>The public half of the key that lies here, or null when none does. Asks no database.</summary>
    /// <exception cref="InvalidOperationException">It cannot be read, or is open to others.</exception>
    public VerifierKey? FindPublic() => AuditKeyFile.Find(options)?.Public;

    /// <summary>A new key that is in use nowhere: the secret to keep, and its public half.</summary>
    public (string Secret, VerifierKey Public) Make()
    {
        var key = SigningKey.Create(options.Origin);
        return (key.Secret, key.Public);
    }

    /// <summary>
    /// Puts another key in place of the present one: that of <c>Audit:NextKey</c>, else a new one in the file. The entry that says so is signed
    /// with both, so that whoever trusts one of them can trust the other. Portals that know both go on with the new one by themselves.
    /// </summary>
    /// <returns>The new public key.</returns>
    /// <exception cref="InvalidOperationException">
    /// The key comes from a setting and its successor does not, or is none; or the key that lies here is not the one that the record was signed with.
    /// </exception>
    public async Task<VerifierKey> RotateAsync(Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ManageAudit);
        var given = AuditKeyFile.FindNext(options);
        if (options.Key is not null && given is null)
        {
            throw new InvalidOperationException(
                "The key comes from Audit:Key, so its successor has to come from Audit:NextKey. Make one with 'audit new-key', set it beside Audit:Key for all portals, restart them, and rotate then.");
        }
        var present = await LoadAsync(cancellationToken);
        var next = given ?? SigningKey.Create(options.Origin);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockAsync(TurnName, cancellationToken);
        // A key that was given up may be known to others by now.
        if ((await RecordedAsync(db, cancellationToken)).Contains(next.Public.Text, StringComparer.Ordinal))
        {
            throw new InvalidOperationException(
                next.Public.Text == present.Public.Text
                    ? "The audit trail is signed with the key of Audit:NextKey already. Put it into Audit:Key and take Audit:NextKey away."
                    : "The key of Audit:NextKey was in use before and was replaced. Make a new one with 'audit new-key'.");
        }
        await AuditTree.AppendCheckpointAsync(db, present, Entry(by, Rotate, present.Public, next.Public), cancellationToken);
        if (given is null)
        {
            AuditKeyFile.Stage(options, next);
        }
        await transaction.CommitAsync(cancellationToken);
        if (given is null)
        {
            AuditKeyFile.Promote(options);
        }
        return next.Public;
    }

    /// <summary>The key to sign with.</summary>
    internal async Task<SigningKey> LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await RecordedAsync(db, cancellationToken) is [.., var known])
        {
            return Known(known);
        }
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockAsync(TurnName, cancellationToken);
        if (await RecordedAsync(db, cancellationToken) is [.., var meanwhile])
        {
            return Known(meanwhile);
        }
        var key = AuditKeyFile.Find(options) ?? AuditKeyFile.Create(options);
        await db.AppendAsync([Entry(Caller.System("audit"), Create, before: null, key.Public)], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return key;
    }

    private static async Task<IReadOnlyList<string>> RecordedAsync(GovernanceDb db, CancellationToken cancellationToken)
    {
        var states = await db.AuditEntries.AsNoTracking()
            .Where(e => (e.Action == Create || e.Action == Rotate) && e.Outcome == AuditOutcome.Done)
            .OrderBy(e => e.Sequence)
            .Select(e => e.After)
            .ToListAsync(cancellationToken);
        return [.. states.Select(s => KeyState.Read(s)).OfType<string>()];
    }

    private SigningKey Known(string recorded)
    {
        if (AuditKeyFile.FindNext(options) is { } next && next.Public.Text == recorded)
        {
            return next;
        }
        var key = AuditKeyFile.Find(options) ?? throw new InvalidOperationException(
            $"The audit trail is signed with the key {recorded}, but there is no key at {options.KeyFile}. Put it there: all portals on one database sign with the same key.");
        if (key.Public.Text != recorded && AuditKeyFile.FindStaged(options) is { } staged && staged.Public.Text == recorded)
        {
            // A rotation was killed after its commit.
            AuditKeyFile.Promote(options);
            key = staged;
        }
        return key.Public.Text == recorded
            ? key
            : throw new InvalidOperationException(
                $"The audit trail is signed with the key {recorded}, but at {options.KeyPlace} lies {key.Public}. Put the right one there: all portals on one database sign with the same key.");
    }

    private AuditEntry Entry(Caller by, string action, VerifierKey? before, VerifierKey after) => new()
    {
        At = clock.GetUtcNow(),
        ActorKind = by.Kind,
        ActorId = by.Id,
        ActorName = by.Name,
        Action = action,
        SubjectKind = SubjectKind,
        SubjectId = after.Text,
        SubjectName = after.Name,
        Outcome = AuditOutcome.Done,
        Before = before is null ? null : JsonSerializer.Serialize(new KeyState(before.Text), StoredJson.Options),
        After = JsonSerializer.Serialize(new KeyState(after.Text), StoredJson.Options),
    };
}
