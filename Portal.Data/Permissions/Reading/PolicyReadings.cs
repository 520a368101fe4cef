using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Storage;

namespace Portal.Data.Permissions.Reading;

/// <summary>
/// Records that somebody reads what a privileged agent's policies say, before the text is given out: where it cannot be recorded, it is not.
/// What the same person reads again in the same session within <see cref="SameReading"/> is the same reading; programs are recorded every time.
/// </summary>
/// <param name="commands">Records it as one command.</param>
public sealed class PolicyReadings(CommandRunner commands)
{
    /// <summary>The act.</summary>
    public const string Name = "policy.read";

    /// <summary>How long a person may look at the same text again without another entry.</summary>
    public static readonly TimeSpan SameReading = TimeSpan.FromMinutes(10);

    /// <summary>Records one.</summary>
    /// <param name="subject">What holds the text.</param>
    /// <param name="after">Which text of it, never the text.</param>
    /// <param name="right">What one needs to read it.</param>
    /// <param name="by">Who reads.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    internal Task<bool> NoteAsync(AuditSubject subject, object after, Right right, Caller by, CancellationToken cancellationToken) => commands.RunAsync(
        Name,
        by with { Idempotency = null },
        right,
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
