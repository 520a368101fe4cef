using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Permissions.LeastPrivilege;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Permissions.Reading;

/// <summary>
/// Gives out policies as they are written, those of privileged agents included, which nothing else does. Each reading of a guarded one is
/// recorded first, see <see cref="PolicyReadings"/>: where it cannot be recorded, the text is not given out.
/// </summary>
/// <param name="readings">Record it.</param>
/// <param name="permissions">Reads policies.</param>
/// <param name="leastPrivilege">Makes policies out of them.</param>
/// <param name="databases">Where contexts come from.</param>
public sealed class ReadPolicies(
    PolicyReadings readings, PermissionQueries permissions, LeastPrivilegeQueries leastPrivilege, IDbContextFactory<GovernanceDb> databases)
{
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
        await readings.NoteAsync(
            new("policy", hash, holders is [{ Name: var name }] ? $"A policy of {name}" : $"A policy of {holders.Count} identities"),
            new { holders = holders.Take(MostHolders), count = holders.Count },
            Right.ReadInventory,
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
        await readings.NoteAsync(new("identity", id.Value.ToString(), identity.Name), after(identity.AgentId), Right.ReadInventory, by, cancellationToken);
    }
}
