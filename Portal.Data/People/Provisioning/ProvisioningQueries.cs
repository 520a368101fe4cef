using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Storage;

namespace Portal.Data.People.Provisioning;

/// <summary>Reads people and groups as a directory sees them: without those whom it removed.</summary>
/// <param name="databases">Where contexts come from.</param>
public sealed class ProvisioningQueries(IDbContextFactory<GovernanceDb> databases)
{
    /// <summary>The person, or null when there is none or the directory removed them.</summary>
    public async Task<ProvisionedPerson?> FindPersonAsync(PersonId id, Caller by, CancellationToken cancellationToken) =>
        (await ListPeopleAsync(PersonKeys.None with { Ids = [id] }, skip: 0, take: 1, by, cancellationToken)).Items is [var person, ..] ? person : null;

    /// <summary>People in the order of their ids.</summary>
    /// <param name="keys">Only whoever has one of these, or null for everyone.</param>
    /// <param name="skip">How many to leave out at the beginning.</param>
    /// <param name="take">How many at most, or null for all.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The people, and how many there are without <paramref name="skip"/> and <paramref name="take"/>.</returns>
    public async Task<(IReadOnlyList<ProvisionedPerson> Items, int Total)> ListPeopleAsync(
        PersonKeys? keys, int skip, int? take, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ProvisionPeople);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var people = db.People.AsNoTracking().Where(p => p.RemovedAt == null);
        if (keys is not null)
        {
            people = people.Where(p => keys.Ids.Contains(p.Id)
                || keys.Emails.Contains(p.Email)
                || keys.UserNames.Contains(p.UserName)
                || (p.UserName == null && keys.UserNames.Contains(p.Email))
                || (p.DirectoryId != null && keys.DirectoryIds.Contains(p.DirectoryId)));
        }
        var total = await people.CountAsync(cancellationToken);
        var page = people.OrderBy(p => p.Id).Skip(skip);
        var read = await (take is { } most ? page.Take(most) : page).ToListAsync(cancellationToken);
        var ids = read.ConvertAll(p => p.Id);
        var groups = db.DirectoryGroups;
        var memberships = (await db.DirectoryGroupMembers
            .Where(m => EF.Parameter(ids).Contains(m.PersonId))
            .Join(groups, m => m.GroupId, g => g.Id, (m, g) => new { m.PersonId, g.Id, g.DisplayName })
            .ToListAsync(cancellationToken)).ToLookup(m => m.PersonId);
        return (
            read.ConvertAll(p => new ProvisionedPerson(
                p.Id, PersonDraft.Of(p), [.. memberships[p.Id].OrderBy(m => m.Id).Select(m => new ProvisionedPerson.Group(m.Id, m.DisplayName))])),
            total);
    }

    /// <summary>The group, or null when there is none.</summary>
    public async Task<ProvisionedGroup?> FindGroupAsync(DirectoryGroupId id, bool withMembers, Caller by, CancellationToken cancellationToken) =>
        (await ListGroupsAsync(id, withMembers, by, cancellationToken)) is [var group, ..] ? group : null;

    /// <summary>Groups in the order of their ids: one, or all. There are few; who is in them are many.</summary>
    public async Task<IReadOnlyList<ProvisionedGroup>> ListGroupsAsync(DirectoryGroupId? only, bool withMembers, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ProvisionPeople);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var groups = await db.DirectoryGroups.AsNoTracking().Where(g => only == null || g.Id == only).OrderBy(g => g.Id).ToListAsync(cancellationToken);
        var people = db.People.Where(p => p.RemovedAt == null);
        var members = (withMembers
            ? await db.DirectoryGroupMembers
                .Where(m => only == null || m.GroupId == only)
                .Join(people, m => m.PersonId, p => p.Id, (m, p) => new { m.GroupId, p.Id, p.Name })
                .ToListAsync(cancellationToken)
            : []).ToLookup(m => m.GroupId);
        return groups.ConvertAll(g => new ProvisionedGroup(
            g.Id, g.DisplayName, g.ExternalId, [.. members[g.Id].OrderBy(m => m.Id).Select(m => new ProvisionedGroup.Member(m.Id, m.Name))]));
    }
}
