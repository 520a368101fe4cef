using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Verification;
using Portal.Data.People.Sessions;
using Portal.Data.Storage;

namespace Portal.Data.People.Records;

/// <summary>The roles of people and those of their sessions against what the record says that they are.</summary>
internal sealed class RoleRows : IRecordedRows
{
    /// <inheritdoc/>
    public string SubjectKind => "person";

    /// <inheritdoc/>
    public async Task<long> CompareAsync(
        GovernanceDb db, IReadOnlyList<RecordedState> states, bool isWhole, Action<Finding> found, CancellationToken cancellationToken)
    {
        var sessions = new RecordedMembers("session", isWhole, found);
        var said = states.Select(state => (State: state, Members: JsonNode.Parse(state.After) as JsonObject)).Where(s => s.Members is not null).ToList();
        var isAdoptedBefore = !isWhole && !said.Exists(s => s.Members!.ContainsKey(AdoptRoles.Mark))
            && await db.AuditEntries.AnyAsync(e => e.Action == AdoptRoles.Name, cancellationToken);
        var roles = isAdoptedBefore ? Roles() : null;
        foreach (var (state, members) in said)
        {
            if (members!.ContainsKey(AdoptRoles.Mark))
            {
                roles ??= Roles();
            }
            else if (members["session"]?.GetValue<Guid>() is { } session)
            {
                members["personId"] = state.SubjectId;
                sessions.Take(session, state.Sequence, members);
            }
            else if (members.ContainsKey("roles") && members.ContainsKey("auditorUntil"))
            {
                roles?.Take(state);
            }
        }
        return (roles is null ? 0 : await CompareRolesAsync(db, roles, cancellationToken)) + await CompareSessionsAsync(db, sessions, cancellationToken);

        RecordedMembers Roles() => new("person with roles", isWhole, found);
    }

    private static async Task<long> CompareRolesAsync(GovernanceDb db, RecordedMembers recorded, CancellationToken cancellationToken)
    {
        var rows = 0L;
        await foreach (var person in db.People.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            rows++;
            var roles = RecordedRoles.Of(person);
            recorded.Compare(person.Id.Value, roles, mayBeUntold: roles.AreNone());
        }
        recorded.FindMissing();
        return rows;
    }

    /// <summary>Those that ended some time ago may be gone.</summary>
    private static async Task<long> CompareSessionsAsync(GovernanceDb db, RecordedMembers recorded, CancellationToken cancellationToken)
    {
        var rows = 0L;
        await foreach (var session in db.Sessions.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            rows++;
            recorded.Compare(session.Id.Value, new { session.PersonId, session.Provider, session.Roles, EndsAt = session.EndsAt.ToMicrosecond(), ProvenAt = session.ProvenAt?.ToMicrosecond() });
        }
        return rows;
    }
}
