using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Commands;
using Portal.Data.Incidents.Records;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Incidents;

/// <summary>
/// Makes an incident of a change: of who did it, the agent that it belongs to, whom it happened to, and the time around it, from the beginning of
/// the session if the event tells it.
/// </summary>
/// <param name="commands">Runs it as one command.</param>
/// <param name="platforms">Read sessions out of events.</param>
public sealed class MakeIncident(CommandRunner commands, IEnumerable<IPlatform> platforms)
{
    /// <summary>How much time around the change belongs to it.</summary>
    public static readonly TimeSpan Around = TimeSpan.FromHours(1);

    /// <summary>How far back a session is followed.</summary>
    public static readonly TimeSpan LongestSession = TimeSpan.FromHours(12);

    private readonly Dictionary<Platform, IPlatform> _platforms = platforms.ToDictionary(p => p.Platform);

    /// <summary>Makes it.</summary>
    /// <returns>The incident; null when there is no such change.</returns>
    public Task<IncidentId?> RunAsync(ChangeId id, Caller by, CancellationToken cancellationToken) => commands.RunAsync<IncidentId?>(
        "incident.make",
        by,
        Right.ManageIncidents,
        async (scope, token) =>
        {
            if (await scope.Db.Changes.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, token) is not { } change)
            {
                return null;
            }
            var parties = await PartiesAsync(scope.Db, change, token);
            var began = _platforms.GetValueOrDefault(change.Platform)?.Events.CallOf(change.Raw)?.SessionBegan;
            var incident = new Incident
            {
                Title = TitleOf(change),
                From = BeginOf(change, began).ToMicrosecond(),
                To = Moved(change.At, Around).ToMicrosecond(),
                Agents = [.. parties.Where(p => p.IsActor).Select(p => p.Agent).OfType<AgentId>().Distinct().Order()],
                Identities = [.. parties.Select(p => p.Id)],
                Callers = change.Actor is { } actor && !parties.Exists(p => p.IsActor) ? [actor] : [],
                Origin = change.Id,
                CreatedAt = scope.Now,
                CreatedBy = scope.By.Name,
            };
            scope.Db.Incidents.Add(incident);
            scope.Record("incident.make", incident.AsSubject(), after: RecordedIncident.Of(incident));
            scope.Announce(Topic.Incidents);
            return incident.Id;
        },
        cancellationToken);

    private static DateTimeOffset BeginOf(Change change, DateTimeOffset? began) =>
        Moved(change.At, -Around) is var around && began < around && change.At - began <= LongestSession ? began.Value : around;

    // An event may say any time there is.
    private static DateTimeOffset Moved(DateTimeOffset at, TimeSpan by) =>
        new(Math.Clamp(at.UtcTicks + by.Ticks, DateTimeOffset.MinValue.UtcTicks, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);

    // What the platform calls it comes from outside and may be long, or hold a word that a title may not.
    private static string TitleOf(Change change)
    {
        var title = $"{change.Name} on {change.At.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture)}";
        return Incident.IsTitle(title) ? title : $"A change on {change.At.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture)}";
    }

    private static async Task<List<Party>> PartiesAsync(GovernanceDb db, Change change, CancellationToken cancellationToken) => await (
        from party in db.ChangeParties
        join identity in db.Identities on party.IdentityId equals identity.Id
        where party.Sequence == change.Sequence
        orderby party.IsActor descending, identity.Id
        select new Party(identity.Id, identity.AgentId, party.IsActor))
        .Take(Incident.MostSubjects)
        .ToListAsync(cancellationToken);

    private sealed record Party(IdentityId Id, AgentId? Agent, bool IsActor);
}
