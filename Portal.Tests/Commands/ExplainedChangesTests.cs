using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.People;
using Portal.Data.Reviews;
using Portal.Tests.Support;

namespace Portal.Tests.Commands;

/// <summary>
/// Every row that a command changes is explained by an audit entry of that command, and none is told twice: all command classes run with
/// plausible arguments, and after each of them the rows of all tables are compared with what they were.
/// </summary>
public sealed partial class ExplainedChangesTests
{
    private const int Attempts = 4;
    private const int MostHops = 3;

    // Things with a life of their own: an entry names each of them. Rows of all other tables are parts of one, and told with it.
    private static readonly string[] Things =
        ["agents", "people", "campaigns", "remediations", "api_tokens", "sources", "operations", "directory_groups", "directory_syncs", "notice_rules"];

    // What follows from permissions, owners and environments, whoever changed those; worked out anew it is told as a whole. So are counts of changes.
    private static readonly string[] Derived = ["Risk", "RiskReasons", "Totals", "AssessedHash", "RiskDelta", "Unweighed", "Certification"];

    // A launch is told with the whole review, also that its items are made anew; an answer with its item.
    private const string Items = "review_items";

    private static readonly string[] Ignored = [.. Bookkeeping.OfUse, "audit_log", "audit_nodes", "audit_checkpoints", "topic_marks", "command_results"];

    [Theory, OnEachEngine]
    public async Task Every_changed_row_is_explained_by_an_entry_of_its_command(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var organization = new StaffedOrganization(portal.Services);
        await organization.EnterAsync();
        await RevokeSomethingAsync(portal, organization);
        var by = await portal.AsAsync(Role.Administrator);
        var wrong = new HashSet<string>(StringComparer.Ordinal);
        var changedTables = new HashSet<string>(StringComparer.Ordinal);
        await using var db = await portal.OpenAsync();
        var administrator = await db.People.AsNoTracking().SingleAsync(p => p.Id == by.Person, TestContext.Current.CancellationToken);
        var commands = EveryCommand.Of(portal.Services).ToList();
        var before = await TableRows.ReadAsync(db, Ignored);
        // Several attempts, since some can act only on what others made.
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            foreach (var command in commands)
            {
                portal.Clock.Advance(TimeSpan.FromMinutes(1));
                await using (var own = await portal.OpenAsync())
                {
                    await EveryCommand.TryAsync(portal.Services, own, command, by, attempt);
                }
                var after = await TableRows.ReadAsync(db, Ignored);
                var changes = TableRows.Between(before, after);
                before = after;
                changedTables.UnionWith(changes.Select(c => c.Table));
                wrong.UnionWith(Problems(changes).Select(problem => $"{EveryCommand.Name(command)}: {problem}"));
                if (changes.Any(c => c.Table == "people"))
                {
                    await PutBackAsync(portal, administrator);
                    before = await TableRows.ReadAsync(db, Ignored);
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        // The commands did change what there is to change.
        Assert.Empty(Things.Except(changedTables, StringComparer.Ordinal));
    }

    /// <summary>So that there is a remediation to go on with.</summary>
    private static async Task RevokeSomethingAsync(TestPortalData portal, StaffedOrganization organization)
    {
        var owner = organization.People[nameof(Role.Owner)];
        await using var db = await portal.OpenAsync();
        var item = await db.ReviewItems.FirstAsync(i => i.CampaignId == organization.Campaign && i.ReviewerId == owner.Id, TestContext.Current.CancellationToken);
        var decided = await portal.Get<DecideReviewItems>().RunAsync(
            organization.Campaign, [new(item.Id, DecisionKind.Revoke, "Not needed")], DecisionChannel.Page, TestPortalData.By(owner, Role.Owner), TestContext.Current.CancellationToken);
        Assert.Equal(Decided.Recorded, Assert.Single(decided).Outcome);
    }

    /// <summary>Rows that no entry explains, and entries that say the same twice.</summary>
    private static IEnumerable<string> Problems(IReadOnlyList<RowChange> changes)
    {
        var entries = changes.Where(c => c.Table == "audit_entries").Select(c => c.Row).ToList();
        return
        [
            .. changes.Where(c => c.Table != "audit_entries" && !IsExplained(c, changes, entries)).Select(c => $"{c.Table} ({string.Join(", ", c.Columns)})"),
            .. entries.GroupBy(e => (e["Action"], e["SubjectId"], e["Before"], e["After"], e["Reason"])).Where(g => g.Count() > 1).Select(g => $"tells {g.Key.Item1} {g.Count()} times"),
        ];
    }

    /// <summary>Whether an entry names the row, or for a part the thing that it is a part of.</summary>
    private static bool IsExplained(RowChange change, IReadOnlyList<RowChange> changes, List<IReadOnlyDictionary<string, object?>> entries)
    {
        if (entries.Count > 0 && (change.Table is "risk_changes" or "change_hours" or "identity_hours" or "standings" || (change.Before is not null && change.Columns.All(c => Derived.Contains(c, StringComparer.Ordinal)))))
        {
            return true;
        }
        var told = entries.SelectMany(e => new[] { e["SubjectId"], e["Before"], e["After"] }).OfType<string>().ToList();
        var id = change.Row.TryGetValue("Id", out var value) ? (string?)value ?? string.Empty : string.Empty;
        if (Things.Contains(change.Table, StringComparer.Ordinal) || (change is { Table: Items, Before: not null, After: not null }))
        {
            return told.Exists(t => t.Contains(id, StringComparison.OrdinalIgnoreCase));
        }
        var named = told.SelectMany(IdsIn).ToHashSet();
        HashSet<Guid> belongsTo = [.. IdsOf(change), .. IdsOfNaming(change, changes)];
        for (var hop = 0; hop < MostHops && !belongsTo.Overlaps(named); hop++)
        {
            belongsTo.UnionWith(changes.Where(c => c.Row.TryGetValue("Id", out var other) && IdsIn((string?)other ?? string.Empty).Any(belongsTo.Contains)).SelectMany(IdsOf).ToList());
        }
        // Documents are stored once, by their content, for whatever holds them.
        return belongsTo.Overlaps(named) || (change.Table == "policy_documents" && named.Count > 0);
    }

    private static IEnumerable<Guid> IdsOf(RowChange change) =>
        change.Row.Where(c => c.Key.EndsWith("Id", StringComparison.Ordinal)).SelectMany(c => IdsIn((string?)c.Value ?? string.Empty));

    /// <summary>Somebody who is not known yet is a part of the change that names them, which stands at their number.</summary>
    private static IEnumerable<Guid> IdsOfNaming(RowChange change, IReadOnlyList<RowChange> changes) => change.Table == "unknown_parties"
        ? changes.Where(c => c.Table == "changes" && Equals(c.Row["Sequence"], change.Row["Sequence"])).SelectMany(IdsOf)
        : [];

    private static IEnumerable<Guid> IdsIn(string text) => Id().Matches(text).Select(m => Guid.Parse(m.Value));

    /// <summary>Some of the commands let a directory say who is no longer there; who tries them all stays.</summary>
    private static async Task PutBackAsync(TestPortalData portal, Person administrator)
    {
        await using var db = await portal.OpenAsync();
        db.Update(administrator);
        await db.SaveChangesAsync();
    }

    [GeneratedRegex("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}", RegexOptions.None, 1000)]
    private static partial Regex Id();
}
