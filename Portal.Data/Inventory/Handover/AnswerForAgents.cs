using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Inventory.Curation;
using Portal.Data.Live;
using Portal.Data.People;

namespace Portal.Data.Inventory.Handover;

/// <summary>
/// Takes a new owner's word for agents that came to them when somebody left: they answer for them, or somebody else does, who is asked in
/// turn. Each agent stands alone: one that is refused keeps none of the others back.
/// </summary>
/// <param name="commands">Runs it as one command.</param>
/// <param name="notices">Tells those to whom agents are handed on.</param>
public sealed class AnswerForAgents(CommandRunner commands, HandoverNotices notices)
{
    /// <summary>The most answers in one call.</summary>
    public const int MostAnswers = 500;

    /// <summary>Takes the answers.</summary>
    /// <param name="answers">At most <see cref="MostAnswers"/>, one an agent.</param>
    /// <param name="by">Who answers; only who owns an agent can.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <returns>What became of each, in the order of <paramref name="answers"/>.</returns>
    /// <exception cref="ArgumentException">Too many answers, or two about one agent.</exception>
    public async Task<IReadOnlyList<OwnershipAnswered>> RunAsync(
        IReadOnlyList<OwnershipAnswer> answers, Caller by, CancellationToken cancellationToken)
    {
        if (answers.Count > MostAnswers || answers.DistinctBy(a => a.Agent).Count() != answers.Count)
        {
            throw new ArgumentException($"At most {MostAnswers} answers at once, and one an agent.", nameof(answers));
        }
        return await commands.RunAsync("agent.answerFor", by, Right.AnswerForAgents, (scope, token) => ApplyAsync(answers, scope, token), cancellationToken);
    }

    private async Task<IReadOnlyList<OwnershipAnswered>> ApplyAsync(
        IReadOnlyList<OwnershipAnswer> answers, CommandScope scope, CancellationToken cancellationToken)
    {
        var ids = answers.Select(a => a.Agent).ToList();
        var agents = await scope.Db.Agents.Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancellationToken);
        var asked = answers.Select(a => a.HandTo).Append(scope.By.Person).OfType<PersonId>().Distinct().ToList();
        var people = await scope.Db.People.AsNoTracking().Where(p => asked.Contains(p.Id) && p.IsActive).ToDictionaryAsync(p => p.Id, cancellationToken);
        var settled = new List<(Agent Agent, AgentState Before, string Action)>();
        var moved = new List<(Agent Agent, Person From)>();
        var outcomes = new List<OwnershipAnswered>();
        foreach (var (id, to) in answers)
        {
            var outcome = Judge(agents.GetValueOrDefault(id), to, people, scope.By.Person);
            outcomes.Add(outcome);
            if (outcome != OwnershipAnswered.Done)
            {
                if (agents.TryGetValue(id, out var refused))
                {
                    scope.Record(Action(to), refused.Subject(), reason: $"Refused: {outcome}.", outcome: AuditOutcome.Refused);
                }
                continue;
            }
            var agent = agents[id];
            settled.Add((agent, AgentState.Of(agent), Action(to)));
            if (to is { } next)
            {
                moved.Add((agent, people[agent.OwnerId!.Value]));
                agent.PassOn(agent.OwnerId.Value, next, scope.Now);
            }
            else
            {
                agent.TakeOn();
            }
        }
        await AgentRisk.RefreshAsync(scope, [.. settled.Select(s => s.Agent)], cancellationToken);
        foreach (var (agent, before, action) in settled)
        {
            scope.Record(action, agent.Subject(), before, AgentState.Of(agent));
            scope.Announce(Topic.Inventory);
        }
        await notices.TellAsync(scope, HandoverReason.HandedOn, moved, cancellationToken);
        return outcomes;
    }

    private static string Action(PersonId? to) => to is null ? "agent.takeOn" : "agent.handOn";

    private static OwnershipAnswered Judge(Agent? agent, PersonId? to, Dictionary<PersonId, Person> here, PersonId? by) => agent switch
    {
        null => OwnershipAnswered.NotFound,
        { OwnerId: var owner } when owner is null || owner != by => OwnershipAnswered.NotYours,
        { InheritedAt: null } => OwnershipAnswered.NotOpen,
        _ when to is { } next && (next == by || !here.ContainsKey(next)) => OwnershipAnswered.NobodyToAnswer,
        _ => OwnershipAnswered.Done,
    };
}
