using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Changes.Chains;

/// <summary>Works out how an act that names no agent may have come about, when it is asked.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="platforms">Read events.</param>
public sealed class ChainQueries(IDbContextFactory<GovernanceDb> databases, IEnumerable<IPlatform> platforms)
{
    private readonly Dictionary<Platform, IPlatform> _platforms = platforms.ToDictionary(p => p.Platform);

    /// <summary>The chain that ends at a change; null when there is no such change.</summary>
    public async Task<ChangeChain?> FindAsync(ChangeId id, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Changes.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } act)
        {
            return null;
        }
        var found = await new ChainReader(db, _platforms).FindAsync(act, cancellationToken);
        return new([.. found.Select(lead => ExplanationOf(lead, act))]);
    }

    private ChainExplanation ExplanationOf(FoundLead found, Change act)
    {
        var call = found.Call;
        var session = _platforms.GetValueOrDefault(call.Platform)?.Events.CallOf(call.Raw)?.SessionName ?? call.Session;
        var human = call.Evidence.Where(line => IsAbout(line, call.Initiator)).ToList();
        // A session is named after its human in some places and after anything in others: its name is said of the session, unless it is all that names the human.
        human = human.Exists(line => !IsSessionName(line)) ? human.FindAll(line => !IsSessionName(line)) : human;
        var through = call.Evidence.Where(line => IsAbout(line, call.Actor) || IsSessionName(line)).ToList();
        return new(
            call.NamedAgent!,
            call.AgentGrade,
            [
                new(ChainHopKind.Human, call.Initiator, call.InitiatorGrade, null, Lines(call, human)),
                new(ChainHopKind.Session, session is null ? call.Actor : $"{session} of {call.Actor ?? "an unknown identity"}", AttributionGrade.Unknown, null, Lines(call, through)),
                new(ChainHopKind.Agent, call.NamedAgent, call.AgentGrade, null, Lines(call, call.Evidence.Except(human, StringComparer.Ordinal).Except(through, StringComparer.Ordinal))),
                new(ChainHopKind.Call, $"{call.Service} {call.Name}", AttributionGrade.Unknown, call.At, [Line(call, found.Evidence)]),
                new(ChainHopKind.Broken, found.Way.Because, AttributionGrade.D, null, [Line(call, found.Evidence), Line(act, found.Way.Evidence)]),
                new(ChainHopKind.Act, $"{act.Service} {act.Name}", AttributionGrade.Unknown, act.At, [Line(act, found.Way.Evidence)]),
            ],
            found.Count);
    }

    private static bool IsAbout(string line, string? value) => value is not null && line.EndsWith($" = {value}", StringComparison.Ordinal);

    private static bool IsSessionName(string line) => line.StartsWith("session name = ", StringComparison.Ordinal);

    private static IReadOnlyList<ChainEvidence> Lines(Change change, IEnumerable<string> lines) => [.. lines.Select(line => Line(change, line))];

    private static ChainEvidence Line(Change change, string text) => new(change.Id, change.EventId, text);
}
