using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Storage;

namespace Portal.Data.People.Provisioning;

/// <summary>Takes what a directory says of single people. Whoever it removes is disabled and kept, for the record, and comes back under the same id.</summary>
/// <param name="commands">Runs it as one command.</param>
/// <param name="leavers">Settles what follows for those who left.</param>
public sealed class ProvisionPeople(CommandRunner commands, Leavers leavers)
{
    /// <summary>Whoever may add people takes this lock first, or two could come in under one name.</summary>
    internal const string Lock = "provisioning";

    /// <summary>Adds a person; one whom the directory removed earlier comes back.</summary>
    public Task<PersonProvisioned> CreateAsync(PersonDraft draft, Caller by, CancellationToken cancellationToken) => commands.RunAsync(
        "person.add",
        by,
        Right.ProvisionPeople,
        async (scope, token) =>
        {
            Require(draft);
            await scope.Db.LockAsync(Lock, token);
            var alike = await AlikeAsync(scope.Db, draft, token);
            if (alike.Exists(p => p.RemovedAt is null) || alike.Count > 1)
            {
                return new PersonProvisioned(Provisioned.Taken);
            }
            var person = alike.Count == 1 ? alike[0] : new Person { Email = draft.Email, Name = draft.Name };
            if (!await IsManagerKnownAsync(scope.Db, person.Id, draft.Manager, token))
            {
                return new(Provisioned.UnknownPerson);
            }
            draft.ApplyTo(person);
            if (alike.Count == 0)
            {
                scope.Db.People.Add(person);
            }
            scope.Record("person.add", person.AsSubject(), after: draft);
            await AnnounceAsync(scope, token);
            return new(Provisioned.Done, person.Id);
        },
        cancellationToken);

    /// <summary>Changes a person.</summary>
    /// <param name="id">Who.</param>
    /// <param name="change">What the directory says instead of what it said; called with what is true in the transaction.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public Task<PersonProvisioned> ChangeAsync(PersonId id, Func<PersonDraft, PersonDraft> change, Caller by, CancellationToken cancellationToken) => commands.RunAsync(
        "person.change",
        by,
        Right.ProvisionPeople,
        async (scope, token) =>
        {
            await scope.Db.LockAsync(Lock, token);
            if (await scope.Db.People.SingleOrDefaultAsync(p => p.Id == id && p.RemovedAt == null, token) is not { } person)
            {
                return new PersonProvisioned(Provisioned.NotFound);
            }
            var before = PersonDraft.Of(person);
            var after = change(before);
            Require(after);
            if (after == before)
            {
                return new(Provisioned.Done, id);
            }
            if ((await AlikeAsync(scope.Db, after, token)).Exists(p => p.Id != id))
            {
                return new(Provisioned.Taken, id);
            }
            if (after.Manager != before.Manager && !await IsManagerKnownAsync(scope.Db, id, after.Manager, token))
            {
                return new(Provisioned.UnknownPerson, id);
            }
            after.ApplyTo(person);
            scope.Record("person.change", person.AsSubject(), before, after);
            await AnnounceAsync(scope, token);
            return new(Provisioned.Done, id);
        },
        cancellationToken);

    /// <summary>The directory has them no longer: they are disabled, out of their groups, and not shown to it any more.</summary>
    public Task<Provisioned> RemoveAsync(PersonId id, Caller by, CancellationToken cancellationToken) => commands.RunAsync(
        "person.remove",
        by,
        Right.ProvisionPeople,
        async (scope, token) =>
        {
            if (await scope.Db.People.SingleOrDefaultAsync(p => p.Id == id && p.RemovedAt == null, token) is not { } person)
            {
                return Provisioned.NotFound;
            }
            var memberships = await scope.Db.DirectoryGroupMembers.Where(m => m.PersonId == id).ToListAsync(token);
            scope.Db.DirectoryGroupMembers.RemoveRange(memberships);
            var before = new { Person = PersonDraft.Of(person), Groups = memberships.Select(m => m.GroupId) };
            person.IsActive = false;
            person.RemovedAt = scope.Now;
            scope.Record("person.remove", person.AsSubject(), before);
            await AnnounceAsync(scope, token);
            return Provisioned.Done;
        },
        cancellationToken);

    private async Task AnnounceAsync(CommandScope scope, CancellationToken cancellationToken)
    {
        await leavers.SettleAsync(scope, cancellationToken);
        scope.Announce(Topic.People);
        scope.Announce(Topic.Inventory);
    }

    private static void Require(PersonDraft draft)
    {
        if (draft.Check() is var (member, problem))
        {
            throw new ArgumentException($"{member} {problem}", nameof(draft));
        }
    }

    private static Task<List<Person>> AlikeAsync(GovernanceDb db, PersonDraft draft, CancellationToken cancellationToken) => db.People
        .Where(p => p.Email == draft.Email
            || p.UserName == draft.UserName
            || (p.UserName == null && p.Email == draft.UserName)
            || (draft.DirectoryId != null && p.DirectoryId == draft.DirectoryId))
        .ToListAsync(cancellationToken);

    private static async Task<bool> IsManagerKnownAsync(GovernanceDb db, PersonId person, PersonId? manager, CancellationToken cancellationToken) =>
        manager is not { } id || (id != person && await db.People.AnyAsync(p => p.Id == id && p.RemovedAt == null, cancellationToken));
}
