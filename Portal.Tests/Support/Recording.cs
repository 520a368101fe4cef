using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Storage;

namespace Portal.Tests.Support;

/// <summary>Writes to the record the way commands do.</summary>
internal static class Recording
{
    private static readonly string[] Tables = ["audit_entries", "audit_checkpoints", "audit_nodes"];

    /// <summary>Runs a command that does nothing but record itself.</summary>
    public static Task RecordAsync(this TestPortalData portal, string name, string? reason = null, Caller? by = null, string subjectKind = "thing") =>
        portal.Get<CommandRunner>().RunAsync(
            "thing.touch",
            by ?? Caller.System("tests"),
            Right.ManagePeople,
            (scope, _) =>
            {
                scope.Record("thing.touch", new AuditSubject(subjectKind, "42", name), after: new { name }, reason: reason);
                return Task.FromResult(0);
            },
            TestContext.Current.CancellationToken);

    /// <summary>One command that writes many entries.</summary>
    public static Task RecordManyAsync(this TestPortalData portal, int count) => portal.Get<CommandRunner>().RunAsync(
        "thing.touch",
        Caller.System("tests"),
        Right.ManagePeople,
        (scope, _) =>
        {
            for (var i = 0; i < count; i++)
            {
                scope.Record("thing.touch", new AuditSubject("thing", "42", $"thing {i}"), before: new { i }, after: new { i = i + 1 });
            }
            return Task.FromResult(0);
        },
        TestContext.Current.CancellationToken);

    /// <summary>Changes the database as someone does who owns it: past the portal, with its triggers taken away first.</summary>
    public static async Task TamperAsync(this TestPortalData portal, string sql)
    {
        await using var db = await portal.OpenAsync();
        await db.DropGuardsAsync();
        await db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken);
    }

    /// <summary>Takes the triggers away that keep the record append-only.</summary>
    public static async Task DropGuardsAsync(this GovernanceDb db)
    {
        string[] triggers = db is SqliteGovernanceDb
            ? [.. Tables.SelectMany(t => new[] { $"DROP TRIGGER IF EXISTS {t}_no_update;", $"DROP TRIGGER IF EXISTS {t}_no_delete;" })]
            : [.. Tables.SelectMany(t => new[] { $"DROP TRIGGER IF EXISTS {t}_no_update ON {t};", $"DROP TRIGGER IF EXISTS {t}_append_only ON {t};" })];
        var sql = string.Concat(triggers);
        await db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken);
    }
}
