using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Changes;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Permissions.Reading;
using Portal.Data.Platforms;
using Portal.Tests.Incidents;
using Portal.Tests.Support;

namespace Portal.Tests.Changes;

/// <summary>What a change says of a privileged agent's policy is given out to who asks for that one change, and each reading is recorded.</summary>
public sealed class ReadChangesTests
{
    private const string Secret = "cloudformation:*";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task Every_list_the_export_and_what_is_pushed_leave_it_out(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var made = await PrivilegedAsync(data);
        var (changes, by) = (data.Get<ChangeQueries>(), await data.AsAsync(Role.Auditor));
        var id = await made.ChangeAsync("grant-1");
        var exported = new List<ChangeDetail>();
        await foreach (var change in changes.ExportAsync(new(), by, Token))
        {
            exported.Add(change);
        }

        ChangeDetail[] shown =
        [
            (await changes.FindAsync(id, by, Token))!,
            .. (await changes.ListDetailsAsync(new(), new PageRequest(), by, Token)).Items,
            .. exported,
            .. await changes.ListArrivalsAsync(0, 500, by, Token),
            .. await changes.ListLatestArrivalsAsync(0, 500, by, Token),
        ];

        Assert.Equal(5, shown.Count(c => c.Id == id));
        Assert.All(shown.Where(c => c.Id == id), c => Assert.True(c is { IsGuarded: true, Before: null, After: null }));
        Assert.All(shown.Where(c => c.Id != id), c => Assert.False(c.IsGuarded));
        Assert.True(await changes.FindRawAsync(id, by, Token) is { IsGuarded: true, Text: null });
        Assert.DoesNotContain(Secret, System.Text.Json.JsonSerializer.Serialize(shown), StringComparison.Ordinal);
        Assert.Empty(await ReadingsAsync(data));
    }

    [Theory, OnEachEngine]
    public async Task Who_asks_for_the_one_change_or_its_event_reads_it_and_is_recorded(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var made = await PrivilegedAsync(data);
        var (read, id) = (data.Get<ReadChanges>(), await made.ChangeAsync("grant-1"));
        var person = await data.AsAsync(Role.Auditor);
        var program = await data.AsTokenAsync(TokenScope.Read);

        var change = await read.FindAsync(id, person, Token);
        await read.FindAsync(id, person, Token);
        var raw = await read.FindRawAsync(id, person, Token);
        await read.FindAsync(id, program, Token);
        await read.FindAsync(id, program, Token);

        Assert.Contains(Secret, change!.After, StringComparison.Ordinal);
        Assert.Contains(Secret, raw!.Text, StringComparison.Ordinal);
        var entries = await ReadingsAsync(data);
        // A person's second look within ten minutes is the same reading, a program's is another.
        Assert.Equal([person.Id, person.Id, program.Id, program.Id], entries.Select(e => e.ActorId));
        Assert.All(entries, e => Assert.Equal(("change", id.Value.ToString()), (e.SubjectKind, e.SubjectId)));
        Assert.All(entries, e => Assert.Contains(made.Role.Id.Value.ToString(), e.After, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(["beforeAndAfter", "event", "beforeAndAfter", "beforeAndAfter"], entries.Select(e => System.Text.Json.JsonDocument.Parse(e.After!).RootElement.GetProperty("part").GetString()));
        Assert.DoesNotContain(Secret, string.Concat(entries.Select(e => e.After)), StringComparison.Ordinal);
    }

    [Theory, OnEachEngine]
    public async Task Where_it_cannot_be_recorded_it_is_not_given_out(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var made = await PrivilegedAsync(data);
        var (read, id, by) = (data.Get<ReadChanges>(), await made.ChangeAsync("grant-1"), await data.AsAsync(Role.Auditor));
        await data.TamperAsync("DELETE FROM audit_log");

        await Assert.ThrowsAnyAsync<Exception>(() => read.FindAsync(id, by, Token));
        await Assert.ThrowsAnyAsync<Exception>(() => read.FindRawAsync(id, by, Token));

        Assert.Empty(await ReadingsAsync(data));
        Assert.NotNull(await read.FindAsync(await made.ChangeAsync("delete-1"), by, Token));
    }

    [Theory, OnEachEngine]
    public async Task A_policy_that_the_agent_holds_or_is_bounded_by_is_guarded_in_changes_from_before_it_came_to_it(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var made = await PrivilegedAsync(data);
        var (held, bounding, other) = (CloudTrail.PolicyArn("held"), CloudTrail.PolicyArn("bounding"), CloudTrail.PolicyArn("other"));
        await data.StoreAsync(
            Created(made, 901, held),
            Created(made, 902, bounding),
            Created(made, 903, other),
            new Entitlement { IdentityId = made.Role.Id, Kind = EntitlementKind.ManagedPolicy, Key = held, Name = "held", Documents = [], ObservedFrom = An.Instant, ObservedUntil = An.Instant.AddHours(1) },
            new Limit { SourceId = made.Source.Id, Kind = LimitKind.Boundary, Target = made.Role.NativeId, Key = bounding, Name = "bounding", ObservedFrom = An.Instant });

        var shown = (await data.Get<ChangeQueries>().ListDetailsAsync(new(), new PageRequest(), await data.AsAsync(Role.Auditor), Token)).Items;

        Assert.Equal([held, bounding], shown.Where(c => c.IsGuarded && c.Policy is not null).OrderBy(c => c.EventId, StringComparer.Ordinal).Select(c => c.Policy));
        Assert.Equal(IncidentCase.Wide, shown.Single(c => c.Policy == other).After);
    }

    [Theory, OnEachEngine]
    public async Task What_no_privileged_agent_has_a_part_in_is_there_and_read_without_an_entry(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var made = await PrivilegedAsync(data, isAdministrator: false);
        var (id, by) = (await made.ChangeAsync("grant-1"), await data.AsAsync(Role.Auditor));

        Assert.True(await data.Get<ChangeQueries>().FindAsync(id, by, Token) is { IsGuarded: false, After: IncidentCase.Wide });
        Assert.Contains(Secret, (await data.Get<ReadChanges>().FindRawAsync(id, by, Token))!.Text, StringComparison.Ordinal);
        Assert.Empty(await ReadingsAsync(data));
    }

    private static async Task<IncidentCase> PrivilegedAsync(TestPortalData data, bool isAdministrator = true)
    {
        var made = await IncidentCase.CreateAsync(data);
        var agent = An.Agent("Cost tools");
        await data.StoreAsync(agent);
        await using var db = await data.OpenAsync();
        await db.Identities.Where(i => i.Id == made.Role.Id).ExecuteUpdateAsync(u => u.SetProperty(i => i.IsAdministrator, isAdministrator).SetProperty(i => i.AgentId, agent.Id), Token);
        return made;
    }

    private static Change Created(IncidentCase made, long sequence, string policy) => new()
    {
        Sequence = sequence,
        SourceId = made.Source.Id,
        Platform = Platform.Aws,
        EventId = $"created-{sequence}",
        At = An.Instant.AddMinutes(-sequence),
        ArrivedAt = An.Instant,
        Kind = ChangeKind.PermissionChanged,
        Name = "CreatePolicy",
        Service = "iam",
        Container = CloudTrail.Account,
        Policy = policy,
        After = IncidentCase.Wide,
        SearchText = string.Empty,
        Digest = string.Empty,
        Raw = "{}",
    };

    private static async Task<IReadOnlyList<AuditEntry>> ReadingsAsync(TestPortalData data)
    {
        await using var db = await data.OpenAsync();
        return await db.AuditEntries.AsNoTracking().Where(e => e.Action == PolicyReadings.Name).OrderBy(e => e.Sequence).ToListAsync(Token);
    }
}
