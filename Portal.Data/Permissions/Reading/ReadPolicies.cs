using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Permissions.LeastPrivilege;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Permissions.Reading;

/// <summary>
/// Gives out policies as they are written, those of privileged agents included, which nothing else does. Each reading of a guarded one is
/// recorded first: where it cannot be recorded, the text is not given out. What the same person reads again in the same session within
/// <see cref="SameReading"/> is the same reading; programs are recorded every time.
/// </summary>
/// <param name="commands">Records it as one command.</param>
/// <param name="permissions">Reads policies.</param>
/// <param name="leastPrivilege">Makes policies out of them.</param>
/// <param name="databases">Where contexts come from.</param>
public sealed class ReadPolicies(
    CommandRunner commands, PermissionQueries permissions, LeastPrivilegeQueries leastPrivilege, IDbContextFactory<GovernanceDb> databases)
{
    /// <summary>The act.</summary>
    public const string Name = "policy.read";

    /// <summary>How long a person may look at the same text again without another entry.</summary>
    public static readonly TimeSpan SameReading = TimeSpan.FromMinutes(10);

    private const int MostHolders = 50;

    /// <summary>The entitlements of an identity at a time (null: now) with the text of every document; null when there is no such identity.</summary>
    public async Task<IReadOnlyList<EntitlementRow>?> EntitlementsAsync(IdentityId id, DateTimeOffset? at, Caller by, CancellationToken cancellationToken)
    {
        var rows = await permissions.EntitlementsAsync(id, at, isWhole: true, by, cancellationToken);
        var guarded = (rows ?? []).SelectMany(r => r.Documents).Where(d => d is { IsGuarded: true, Text: not null }).ToList();
        if (guarded.Count > 0)
        {
            await NoteAsync(id, agent => new { agent, documents = guarded.Select(d => new { d.Name, d.Hash }) }, by, cancellationToken);
        }
        return rows;
    }

    /// <summary>A policy document with its text; null when there is none of this hash.</summary>
    public async Task<EntitlementDocument?> DocumentAsync(string hash, Caller by, CancellationToken cancellationToken)
    {
        var document = await permissions.DocumentAsync(hash, isWhole: true, by, cancellationToken);
        if (document is not { IsGuarded: true })
        {
            return document;
        }
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var holders = await db.GuardedHoldersAsync(hash, cancellationToken);
        await NoteAsync(
            new("policy", hash, holders is [{ Name: var name }] ? $"A policy of {name}" : $"A policy of {holders.Count} identities"),
            new { holders = holders.Take(MostHolders), count = holders.Count },
            by,
            cancellationToken);
        return document;
    }

    /// <summary>May the identity do this? With the statements that decided, word for word. Null when there is no such identity.</summary>
    public async Task<AccessAnswer?> CheckAsync(IdentityId id, AccessQuestion question, DateTimeOffset? at, Caller by, CancellationToken cancellationToken)
    {
        var answer = await permissions.CheckAsync(id, question, at, isWhole: true, by, cancellationToken);
        if (answer is { IsGuarded: true })
        {
            await NoteAsync(
                id, agent => new { agent, statements = answer.DecidedBy.Select(s => new { s.Policy, s.PolicyKind, s.Statement }) }, by, cancellationToken);
        }
        return answer;
    }

    /// <summary>Policies that allow exactly the asked-for part of what an identity may do now; null when there is no such identity.</summary>
    public async Task<PolicyDraft?> DraftAsync(IdentityId id, LeastPrivilegeRequest request, Caller by, CancellationToken cancellationToken)
    {
        var draft = await leastPrivilege.DraftAsync(id, request, by, cancellationToken);
        if (draft is { IsGuarded: true })
        {
            await NoteAsync(id, agent => new { agent, drafts = draft.Documents.Select(d => SHA256.HashData(Encoding.UTF8.GetBytes(d.Json))).Select(Convert.ToHexStringLower) }, by, cancellationToken);
        }
        return draft;
    }

    private async Task NoteAsync(IdentityId id, Func<AgentId?, object> after, Caller by, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var identity = await db.Identities.AsNoTracking().Where(i => i.Id == id).Select(i => new { i.Name, i.AgentId }).SingleAsync(cancellationToken);
        await NoteAsync(new("identity", id.Value.ToString(), identity.Name), after(identity.AgentId), by, cancellationToken);
    }

    private Task<bool> NoteAsync(AuditSubject subject, object after, Caller by, CancellationToken cancellationToken) => commands.RunAsync(
        Name,
        by with { Idempotency = null },
        Right.ReadInventory,
        async (scope, token) =>
        {
            var (text, since) = (JsonSerializer.Serialize(after, StoredJson.Options), scope.Now - SameReading);
            var (actor, session) = (scope.By.Id, scope.By.Session);
            if (scope.By.Kind == CallerKind.Person && await scope.Db.AuditEntries.AnyAsync(
                e => e.SubjectKind == subject.Kind && e.SubjectId == subject.Id && e.Action == Name && e.Outcome == AuditOutcome.Done
                    && e.ActorId == actor && e.Session == session && e.At > since && e.After == text,
                token))
            {
                return false;
            }
            scope.Record(Name, subject, after: after);
            return true;
        },
        cancellationToken);
}
