using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Storage;

namespace Portal.Data.People.Provisioning;

/// <summary>Takes what a directory says of single groups. What is said of a role that a group gives holds with the next request of its members.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class ProvisionGroups(CommandRunner commands)
{
    /// <summary>Adds a group.</summary>
    public Task<GroupProvisioned> CreateAsync(GroupDraft draft, Caller by, CancellationToken cancellationToken) => commands.RunAsync(
        "group.add",
        by,
        Right.ProvisionPeople,
        async (scope, token) =>
        {
            await scope.Db.LockAsync(ProvisionPeople.Lock, token);
            var group = new DirectoryGroup { DisplayName = draft.DisplayName, Key = KeyOf(draft) };
            return new GroupProvisioned(await ApplyAsync(scope, "group.add", group, before: null, draft, token), group.Id);
        },
        cancellationToken);

    /// <summary>Changes a group.</summary>
    /// <param name="id">Which.</param>
    /// <param name="change">What the directory says instead of what it said; called with what is true in the transaction.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public Task<GroupProvisioned> ChangeAsync(DirectoryGroupId id, Func<GroupDraft, GroupDraft> change, Caller by, CancellationToken cancellationToken) => commands.RunAsync(
        "group.change",
        by,
        Right.ProvisionPeople,
        async (scope, token) =>
        {
            await scope.Db.LockAsync(ProvisionPeople.Lock, token);
            if (await scope.Db.DirectoryGroups.SingleOrDefaultAsync(g => g.Id == id, token) is not { } group)
            {
                return new GroupProvisioned(Provisioned.NotFound);
            }
            var before = await ReadAsync(scope.Db, group, token);
            return new(await ApplyAsync(scope, "group.change", group, before, change(before), token), id);
        },
        cancellationToken);

    /// <summary>Takes a group away; the record keeps who was in it.</summary>
    public Task<Provisioned> RemoveAsync(DirectoryGroupId id, Caller by, CancellationToken cancellationToken) => commands.RunAsync(
        "group.remove",
        by,
        Right.ProvisionPeople,
        async (scope, token) =>
        {
            if (await scope.Db.DirectoryGroups.SingleOrDefaultAsync(g => g.Id == id, token) is not { } group)
            {
                return Provisioned.NotFound;
            }
            var before = await ReadAsync(scope.Db, group, token);
            scope.Db.DirectoryGroups.Remove(group);
            scope.Record("group.remove", AsSubject(group), before);
            scope.Announce(Topic.People);
            return Provisioned.Done;
        },
        cancellationToken);

    private static async Task<Provisioned> ApplyAsync(
        CommandScope scope, string action, DirectoryGroup group, GroupDraft? before, GroupDraft after, CancellationToken cancellationToken)
    {
        if (after.Check() is var (member, problem))
        {
            throw new ArgumentException($"{member} {problem}", nameof(after));
        }
        var key = KeyOf(after);
        if (await scope.Db.DirectoryGroups.AnyAsync(
            g => g.Id != group.Id && (g.Key == key || (after.ExternalId != null && g.ExternalId == after.ExternalId)), cancellationToken))
        {
            return Provisioned.Taken;
        }
        var old = (before?.Members ?? []).ToHashSet();
        var members = after.Members.ToHashSet();
        var (added, removed) = (members.Except(old).Order().ToList(), old.Except(members).Order().ToList());
        if (await scope.Db.People.CountAsync(p => EF.Parameter(added).Contains(p.Id) && p.RemovedAt == null, cancellationToken) != added.Count)
        {
            return Provisioned.UnknownPerson;
        }
        if (before is not null && added.Count + removed.Count == 0 && (before.DisplayName, before.ExternalId) == (after.DisplayName, after.ExternalId))
        {
            return Provisioned.Done;
        }
        (group.DisplayName, group.Key, group.ExternalId) = (after.DisplayName, key, after.ExternalId);
        if (before is null)
        {
            scope.Db.DirectoryGroups.Add(group);
        }
        scope.Db.DirectoryGroupMembers.AddRange(added.Select(p => new DirectoryGroupMember { GroupId = group.Id, PersonId = p }));
        scope.Db.DirectoryGroupMembers.RemoveRange(
            await scope.Db.DirectoryGroupMembers.Where(m => m.GroupId == group.Id && EF.Parameter(removed).Contains(m.PersonId)).ToListAsync(cancellationToken));
        scope.Record(
            action,
            AsSubject(group),
            before is null ? null : new { before.DisplayName, before.ExternalId, Members = before.Members.Count },
            new { after.DisplayName, after.ExternalId, Members = members.Count, added, removed });
        scope.Announce(Topic.People);
        return Provisioned.Done;
    }

    private static async Task<GroupDraft> ReadAsync(GovernanceDb db, DirectoryGroup group, CancellationToken cancellationToken) => new(
        group.DisplayName,
        group.ExternalId,
        await db.DirectoryGroupMembers.Where(m => m.GroupId == group.Id).OrderBy(m => m.PersonId).Select(m => m.PersonId).ToListAsync(cancellationToken));

    private static string KeyOf(GroupDraft draft) => draft.DisplayName.ToLowerInvariant();

    private static AuditSubject AsSubject(DirectoryGroup group) => new("group", group.Id.Value.ToString(), group.DisplayName);
}
