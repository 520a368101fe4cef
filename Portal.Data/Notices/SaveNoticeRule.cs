using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Notices.Delivery;
using Portal.Data.Notices.Records;
using Portal.Data.People;
using Portal.Data.Storage;

namespace Portal.Data.Notices;

/// <summary>Makes a rule, or changes one. Addresses and secrets are kept sealed and stand nowhere else, the record included.</summary>
/// <param name="commands">Runs it as one command.</param>
/// <param name="channels">Knows where the portal may post to, and seals.</param>
public sealed class SaveNoticeRule(CommandRunner commands, INoticeChannels channels)
{
    /// <summary>Makes one.</summary>
    public Task<NoticeRuleSaved> CreateAsync(NoticeRuleDraft draft, Caller by, CancellationToken cancellationToken) => commands.RunAsync(
        "noticeRule.create",
        by,
        Right.ManageNoticeRules,
        async (scope, token) =>
        {
            await scope.Db.LockAsync("notice-rules", token);
            if (await RefusalAsync(scope.Db, present: null, draft, token) is { } refused)
            {
                return refused;
            }
            if (await scope.Db.NoticeRules.CountAsync(token) >= NoticeRule.Most)
            {
                return NoticeRuleSaved.Of(NoticeRuleOutcome.TooMany);
            }
            var rule = new NoticeRule { Name = draft.Name.Trim(), IsEnabled = draft.IsEnabled, Trigger = draft.Trigger, CreatedAt = scope.Now };
            Apply(rule, draft, scope.Now);
            scope.Db.NoticeRules.Add(rule);
            scope.Record("noticeRule.create", rule.AsSubject(), after: RecordedRule.Of(rule));
            scope.Announce(Topic.Notices);
            return NoticeRuleSaved.Of(NoticeRuleOutcome.Done, rule.Id);
        },
        cancellationToken);

    /// <summary>Changes one to <paramref name="draft"/>.</summary>
    public Task<NoticeRuleSaved> UpdateAsync(NoticeRuleId id, NoticeRuleDraft draft, Caller by, CancellationToken cancellationToken) => commands.RunAsync(
        "noticeRule.update",
        by,
        Right.ManageNoticeRules,
        async (scope, token) =>
        {
            await scope.Db.LockAsync("notice-rules", token);
            if (await scope.Db.NoticeRules.SingleOrDefaultAsync(r => r.Id == id, token) is not { } rule)
            {
                return NoticeRuleSaved.Of(NoticeRuleOutcome.NotFound);
            }
            if (await RefusalAsync(scope.Db, rule, draft, token) is { } refused)
            {
                return refused;
            }
            var before = RecordedRule.Of(rule);
            var isElsewhere = draft.Address is not null || draft.Channel != rule.Channel;
            Apply(rule, draft, scope.Now);
            if (isElsewhere)
            {
                // What waits was meant for the place before.
                await scope.Db.NoticeDeliveries.Where(d => d.RuleId == id && d.State == NoticeDeliveryState.Waiting).ExecuteUpdateAsync(
                    update => update
                        .SetProperty(d => d.State, NoticeDeliveryState.GivenUp)
                        .SetProperty(d => d.SettledAt, scope.Now)
                        .SetProperty(d => d.LastAnswer, "The rule posts elsewhere now."),
                    token);
            }
            scope.Record("noticeRule.update", rule.AsSubject(), before, RecordedRule.Of(rule));
            scope.Announce(Topic.Notices);
            return NoticeRuleSaved.Of(NoticeRuleOutcome.Done, id);
        },
        cancellationToken);

    private async Task<NoticeRuleSaved?> RefusalAsync(GovernanceDb db, NoticeRule? present, NoticeRuleDraft draft, CancellationToken cancellationToken)
    {
        var problems = draft.Check(present, channels);
        var agents = draft.Conditions.Agents.Distinct().ToArray();
        if (await db.Agents.CountAsync(a => EF.Parameter(agents).Contains(a.Id), cancellationToken) < agents.Length)
        {
            problems.TryAdd("conditions.agents", ["must be agents that there are."]);
        }
        var people = draft.Audience.People.Distinct().ToArray();
        if (await db.People.CountAsync(p => EF.Parameter(people).Contains(p.Id), cancellationToken) < people.Length)
        {
            problems.TryAdd("people", ["must be people that there are."]);
        }
        if (problems.Count > 0)
        {
            return new(NoticeRuleOutcome.Invalid, null, problems);
        }
        var (name, id) = (draft.Name.Trim(), present?.Id);
        return await db.NoticeRules.AnyAsync(r => r.Name == name && r.Id != id, cancellationToken) ? NoticeRuleSaved.Of(NoticeRuleOutcome.NameTaken) : null;
    }

    private void Apply(NoticeRule rule, NoticeRuleDraft draft, DateTimeOffset now)
    {
        (rule.Name, rule.IsEnabled, rule.Trigger, rule.Mail) = (draft.Name.Trim(), draft.IsEnabled, draft.Trigger, draft.Mail);
        rule.Conditions = draft.Conditions with { Kinds = [.. draft.Conditions.Kinds.Distinct().Order()], Agents = [.. draft.Conditions.Agents.Distinct()] };
        rule.Audience = new([.. draft.Audience.Roles.Distinct().Order()], [.. draft.Audience.People.Distinct()]);
        if (draft.Channel != NoticeChannel.Webhook)
        {
            (rule.SealedSecret, rule.SealedEarlierSecret, rule.EarlierSecretUntil) = (null, null, null);
        }
        if (draft.Channel == NoticeChannel.None)
        {
            (rule.SealedAddress, rule.Host) = (null, null);
        }
        if (draft.Address is { } address)
        {
            (rule.SealedAddress, rule.Host) = (channels.Seal(address), new Uri(address).Authority);
        }
        if (draft.Secret is { } secret)
        {
            (rule.SealedEarlierSecret, rule.EarlierSecretUntil) = rule.SealedSecret is { } earlier ? (earlier, now + NoticeRule.SecretsOverlap) : ((string?)null, (DateTimeOffset?)null);
            rule.SealedSecret = channels.Seal(secret);
        }
        if (draft.Address is not null || draft.Channel != rule.Channel)
        {
            rule.StartAgain();
        }
        rule.Channel = draft.Channel;
    }
}
