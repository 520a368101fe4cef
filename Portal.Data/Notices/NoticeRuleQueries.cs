using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Notices.Delivery;
using Portal.Data.People;
using Portal.Data.Storage;

namespace Portal.Data.Notices;

/// <summary>Reads rules and what became of what they posted.</summary>
/// <param name="databases">Where contexts come from.</param>
public sealed class NoticeRuleQueries(IDbContextFactory<GovernanceDb> databases)
{
    /// <summary>One page of the rules, by name.</summary>
    public async Task<Page<NoticeRuleRow>> ListAsync(PageRequest page, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadNoticeRules);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rules = await db.NoticeRules.AsNoTracking()
            .SortedBy(r => r.Name, r => r.Id, descending: false, Cursor.Read<string>(page.After))
            .Take(page.Limit + 1)
            .ToListAsync(cancellationToken);
        var next = rules.Count > page.Limit ? Cursor.Write(rules[page.Limit - 1].Name, rules[page.Limit - 1].Id.Value) : null;
        return new(await RowsAsync(db, [.. rules.Take(page.Limit)], cancellationToken), next);
    }

    /// <summary>The rule, or null when there is none with this id.</summary>
    public async Task<NoticeRuleRow?> FindAsync(NoticeRuleId id, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadNoticeRules);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rules = await db.NoticeRules.AsNoTracking().Where(r => r.Id == id).ToListAsync(cancellationToken);
        return (await RowsAsync(db, rules, cancellationToken)).SingleOrDefault();
    }

    /// <summary>One page of what a rule posted, newest first; null when there is no such rule.</summary>
    public async Task<Page<NoticeDeliveryRow>?> ListDeliveriesAsync(NoticeRuleId id, PageRequest page, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadNoticeRules);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await db.NoticeRules.AnyAsync(r => r.Id == id, cancellationToken))
        {
            return null;
        }
        var rows = await db.NoticeDeliveries.AsNoTracking()
            .Where(d => d.RuleId == id)
            .SortedBy(d => d.CreatedAt, d => d.Id, descending: true, Cursor.Read<DateTimeOffset>(page.After))
            .Take(page.Limit + 1)
            .Select(d => new NoticeDeliveryRow(
                d.Id,
                d.NoticeId,
                d.CreatedAt,
                d.State,
                d.Attempts,
                d.State == NoticeDeliveryState.Waiting ? d.NextAttemptAt : (DateTimeOffset?)null,
                d.LastStatus,
                d.LastAnswer,
                d.SettledAt))
            .ToListAsync(cancellationToken);
        return rows.Count > page.Limit
            ? new(rows[..page.Limit], Cursor.Write(rows[page.Limit - 1].CreatedAt, rows[page.Limit - 1].Id.Value))
            : new(rows, Next: null);
    }

    private static async Task<IReadOnlyList<NoticeRuleRow>> RowsAsync(GovernanceDb db, List<NoticeRule> rules, CancellationToken cancellationToken)
    {
        var ids = rules.Select(r => r.Id).ToArray();
        var waiting = await db.NoticeDeliveries
            .Where(d => EF.Parameter(ids).Contains(d.RuleId) && d.State == NoticeDeliveryState.Waiting)
            .GroupBy(d => d.RuleId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var namedAgents = rules.SelectMany(r => r.Conditions.Agents).Distinct().ToArray();
        var agents = await db.Agents
            .Where(a => EF.Parameter(namedAgents).Contains(a.Id))
            .Select(a => new AgentRef(a.Id, a.Name, a.Status))
            .ToDictionaryAsync(a => a.Id, cancellationToken);
        var namedPeople = rules.SelectMany(r => r.Audience.People).Distinct().ToArray();
        var people = await db.People
            .Where(p => EF.Parameter(namedPeople).Contains(p.Id))
            .Select(p => new PersonRef(p.Id, p.Name, p.IsActive))
            .ToDictionaryAsync(p => p.Id, cancellationToken);
        return rules.ConvertAll(r => new NoticeRuleRow(
            r.Id,
            r.Name,
            r.IsEnabled,
            r.Trigger,
            r.Conditions,
            [.. r.Conditions.Agents.Select(agents.GetValueOrDefault).OfType<AgentRef>()],
            r.Audience,
            [.. r.Audience.People.Select(people.GetValueOrDefault).OfType<PersonRef>()],
            r.Mail,
            r.Channel,
            r.Host,
            r.EarlierSecretUntil,
            r.CreatedAt,
            r.Failures,
            r.FailingSince,
            r.PausedUntil,
            r.StoppedAt,
            r.Problem,
            waiting.GetValueOrDefault(r.Id)));
    }
}
