using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Notices.Delivery;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Notices;

/// <summary>
/// Raises a notice for each source that has gone quiet, once for each silence, and one when something comes again. Run as often as one likes
/// and by as many portals.
/// </summary>
/// <param name="commands">Runs it as one command.</param>
/// <param name="databases">Where contexts come from, to see whether there is anything to watch.</param>
public sealed class WatchSources(CommandRunner commands, IDbContextFactory<GovernanceDb> databases)
{
    /// <summary>Looks at all sources.</summary>
    /// <returns>How many notices were raised.</returns>
    public async Task<int> RunAsync(Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ManageNoticeRules);
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
        {
            if (!await db.NoticeRules.AnyAsync(r => r.Trigger == NoticeTrigger.QuietSource, cancellationToken))
            {
                return 0;
            }
        }
        return await commands.RunAsync("notices.watch", by, Right.ManageNoticeRules, WatchAsync, cancellationToken);
    }

    private static async Task<int> WatchAsync(CommandScope scope, CancellationToken cancellationToken)
    {
        await scope.Db.LockAsync(NoticeWriter.LockName, cancellationToken);
        var rules = await scope.Db.NoticeRules.AsNoTracking().Where(r => r.Trigger == NoticeTrigger.QuietSource).OrderBy(r => r.Id).ToListAsync(cancellationToken);
        var sources = await scope.Db.Sources.AsNoTracking().OrderBy(s => s.Id).ToListAsync(cancellationToken);
        var silences = await scope.Db.Notices.Where(n => n.What == NoticeWhat.SourceQuiet && n.EndedAt == null).ToListAsync(cancellationToken);
        var sequence = await NoticeWriter.NextSequenceAsync(scope.Db, cancellationToken);
        var raised = 0;
        foreach (var (rule, source) in from rule in rules from source in sources select (rule, source))
        {
            var silence = silences.Find(n => n.RuleId == rule.Id && n.SourceId == source.Id);
            if (silence is not null && source.LastEventAt > silence.QuietSince)
            {
                silence.EndedAt = scope.Now;
                raised += Raise(scope, rule, source, NoticeWhat.SourceBack, silence.QuietSince, ref sequence);
                silence = null;
            }
            if (silence is null && source.HasGoneQuiet(scope.Now))
            {
                raised += Raise(scope, rule, source, NoticeWhat.SourceQuiet, source.LastEventAt, ref sequence);
            }
        }
        return raised;
    }

    private static int Raise(CommandScope scope, NoticeRule rule, Source source, NoticeWhat what, DateTimeOffset? quietSince, ref long sequence)
    {
        var isAsked = rule.IsEnabled && (rule.Conditions.Platform is not { } platform || platform == source.Platform);
        if (!isAsked && what == NoticeWhat.SourceQuiet)
        {
            return 0;
        }
        scope.Record("notices.raise", new("source", source.Id.Value.ToString(), source.Name), after: new { Rule = rule.Name, what, quietSince, IsTold = isAsked });
        scope.Announce(Topic.Notices);
        if (!isAsked)
        {
            return 0;
        }
        var notice = new Notice
        {
            Sequence = sequence++,
            RuleId = rule.Id,
            What = what,
            About = $"source:{source.Id.Value:N}",
            SourceId = source.Id,
            Platform = source.Platform,
            At = scope.Now,
            LastAt = scope.Now,
            QuietSince = quietSince,
        };
        scope.Db.Notices.Add(notice);
        if (NoticeDelivery.Of(rule, notice, scope.Now) is { } delivery)
        {
            scope.Db.NoticeDeliveries.Add(delivery);
        }
        return 1;
    }
}
