using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
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
        GovernanceDb db, IReadOnlyList<RecordedState> states, Action<Finding> found, CancellationToken cancellationToken)
    {
        RecordedMembers? roles = null;
        var sessions = new RecordedMembers("session", found);
        foreach (var state in states)
        {
            if (JsonNode.Parse(state.After) is not JsonObject said)
            {
                continue;
            }
            if (said.ContainsKey(AdoptRoles.Mark))
            {
                roles ??= new("person with roles", found);
            }
            else if (said["session"]?.GetValue<Guid>() is { } session)
            {
                said["personId"] = state.SubjectId;
                sessions.Take(session, state.Sequence, said);
            }
            else if (said.ContainsKey("roles") && said.ContainsKey("auditorUntil"))
            {
                roles?.Take(state);
            }
        }
        return (roles is null ? 0 : await CompareRolesAsync(db, roles, cancellationToken)) + await CompareSessionsAsync(db, sessions, cancellationToken);
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
