using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Changes;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Notices;
using Portal.Data.Notices.Delivery;
using Portal.Data.Platforms;
using Portal.Tests.Changes;
using Portal.Tests.Support;

namespace Portal.Tests.Notices;

/// <summary>Making, changing and removing rules, and reading what they raised.</summary>
public sealed class NoticeRuleCommandTests
{
    private const string Address = "https://hooks.example.org/secret-path";

    private static readonly NoticeRuleDraft Draft = new() { Name = "Production", Audience = new([Role.SecurityEngineer], []) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task An_engineer_makes_a_rule_and_the_record_says_so_without_what_is_secret(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var by = await data.AsAsync(Role.SecurityEngineer);

        var saved = await data.Get<SaveNoticeRule>().CreateAsync(Draft with { Channel = NoticeChannel.Webhook, Address = Address, Secret = WebhookReceiver.Secret }, by, Token);

        Assert.Equal(NoticeRuleOutcome.Done, saved.Outcome);
        await using var db = await data.OpenAsync();
        var rule = await db.NoticeRules.SingleAsync(Token);
        Assert.Equal((Address, WebhookReceiver.Secret, "hooks.example.org"), (LocalChannels.Instance.Open(rule.SealedAddress!), LocalChannels.Instance.Open(rule.SealedSecret!), rule.Host));
        var entry = await db.AuditEntries.SingleAsync(e => e.Action == "noticeRule.create", Token);
        Assert.Contains("hooks.example.org", entry.After, StringComparison.Ordinal);
        foreach (var text in new[] { entry.After!, rule.SealedAddress!, rule.SealedSecret!, System.Text.Json.JsonSerializer.Serialize(await data.Get<NoticeRuleQueries>().FindAsync(rule.Id, by, Token)) })
        {
            Assert.DoesNotContain("secret-path", text, StringComparison.Ordinal);
            Assert.DoesNotContain(WebhookReceiver.Secret, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_makes_no_sense_is_named_by_field_and_nothing_is_kept()
    {
        await using var data = await TestPortalData.CreateAsync();
        var by = await data.AsAsync(Role.Administrator);
        (NoticeRuleDraft Draft, string Field)[] wrong =
        [
            (Draft with { Name = "  " }, "name"),
            (Draft with { Name = new('x', 101) }, "name"),
            (Draft with { Audience = new([], []) }, "roles"),
            (Draft with { Mail = MailRhythm.Daily }, "mail"),
            (Draft with { Audience = new([], [PersonId.New()]) }, "people"),
            (Draft with { Conditions = new() { MinimumRisk = 101 } }, "conditions.minimumRisk"),
            (Draft with { Conditions = new() { Agents = [AgentId.New()] } }, "conditions.agents"),
            (Draft with { Conditions = new() { Kinds = [(ChangeKind)99] } }, "conditions.kinds"),
            (Draft with { Conditions = new() { OnlySilent = true, OnlyAttempts = true } }, "conditions"),
            (Draft with { Trigger = NoticeTrigger.QuietSource, Conditions = new() { MinimumRisk = 1 } }, "conditions"),
            (Draft with { Address = Address }, "address"),
            (Draft with { Channel = NoticeChannel.Slack }, "address"),
            (Draft with { Channel = NoticeChannel.Slack, Address = "http://hooks.example.org/" }, "address"),
            (Draft with { Channel = NoticeChannel.Slack, Address = "https://name:password@hooks.example.org/" }, "address"),
            (Draft with { Channel = NoticeChannel.Slack, Address = "https://10.0.0.1/" }, "address"),
            (Draft with { Channel = NoticeChannel.Slack, Address = "https://169.254.169.254/latest" }, "address"),
            (Draft with { Channel = NoticeChannel.Slack, Address = Address, Secret = WebhookReceiver.Secret }, "secret"),
            (Draft with { Channel = NoticeChannel.Webhook, Address = Address }, "secret"),
            (Draft with { Channel = NoticeChannel.Webhook, Address = Address, Secret = "whsec_c2hvcnQ=" }, "secret"),
        ];

        foreach (var (draft, field) in wrong)
        {
            var saved = await data.Get<SaveNoticeRule>().CreateAsync(draft, by, Token);
            Assert.Equal((NoticeRuleOutcome.Invalid, field), (saved.Outcome, Assert.Single(saved.Problems).Key));
        }

        await using var db = await data.OpenAsync();
        Assert.Empty(await db.NoticeRules.ToListAsync(Token));
    }

    [Theory]
    [InlineData(Role.Owner)]
    [InlineData(Role.Manager)]
    [InlineData(Role.Approver)]
    [InlineData(Role.Auditor)]
    public async Task Others_make_no_rules(Role role)
    {
        await using var data = await TestPortalData.CreateAsync();
        var by = await data.AsAsync(role);

        await Assert.ThrowsAsync<AccessDeniedException>(() => data.Get<SaveNoticeRule>().CreateAsync(Draft, by, Token));
    }

    [Theory, OnEachEngine]
    public async Task A_new_secret_leaves_the_earlier_one_a_day(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var by = await data.AsAsync(Role.Administrator);
        var rule = A.PostingRule(new(Address));
        await data.StoreAsync(rule);
        var draft = (await data.Get<NoticeRuleQueries>().FindAsync(rule.Id, by, Token))!.ToDraft();

        var saved = await data.Get<SaveNoticeRule>().UpdateAsync(rule.Id, draft with { Secret = "whsec_" + Convert.ToBase64String(new byte[32]) }, by, Token);
        await data.Get<TestNoticeRule>().RunAsync(rule.Id, by, Token);

        Assert.Equal(NoticeRuleOutcome.Done, saved.Outcome);
        Assert.Equal(2, Assert.Single(await data.Get<NoticeOutbox>().TakeAsync(1, Token)).SealedSecrets.Count);
        data.Clock.Advance(NoticeRule.SecretsOverlap);
        Assert.Single(Assert.Single(await data.Get<NoticeOutbox>().TakeAsync(1, Token)).SealedSecrets);
    }

    [Theory, OnEachEngine]
    public async Task A_rule_that_is_removed_takes_its_notices_and_messages_with_it(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var by = await data.AsAsync(Role.Administrator);
        var rule = A.PostingRule(new(Address));
        var (source, role) = await IngestEventsTests.StoreRoleAsync(data);
        await data.StoreAsync(rule);
        await IngestEventsTests.IngestAsync(data, source, CloudTrail.Attach("e1", An.Instant, role.Name, "Orders"));
        Assert.Equal(1, await data.Get<ReadNotices>().RunAsync([(await ListAsync(data, by))[0].Id], until: null, by, Token));

        Assert.Equal(NoticeRuleOutcome.Done, await data.Get<DeleteNoticeRule>().RunAsync(rule.Id, by, Token));

        Assert.Equal(NoticeRuleOutcome.NotFound, await data.Get<DeleteNoticeRule>().RunAsync(rule.Id, by, Token));
        await using var db = await data.OpenAsync();
        Assert.Empty(await db.Notices.ToListAsync(Token));
        Assert.Empty(await db.NoticeReads.ToListAsync(Token));
        Assert.Empty(await db.NoticeDeliveries.ToListAsync(Token));
        Assert.Single(await db.Changes.ToListAsync(Token));
    }

    [Theory, OnEachEngine]
    public async Task One_sees_the_notices_of_rules_that_name_one_or_ones_role_and_reads_them_for_oneself(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (administrator, engineer, owner) = (await data.AsAsync(Role.Administrator), await data.AsAsync(Role.SecurityEngineer), await data.AsAsync(Role.Owner));
        var rule = A.NoticeRule();
        rule.Audience = new([Role.Administrator], [engineer.Person!.Value]);
        var (source, role) = await IngestEventsTests.StoreRoleAsync(data);
        await data.StoreAsync(rule);
        foreach (var i in Enumerable.Range(0, 3))
        {
            await IngestEventsTests.IngestAsync(data, source, CloudTrail.Attach($"e{i}", An.Instant, role.Name, $"P{i}"));
            data.Clock.Advance(NoticeWriter.Window);
        }
        var queries = data.Get<NoticeQueries>();
        Assert.Empty(await ListAsync(data, owner));
        Assert.Equal((3, 3, 0), (await queries.CountUnreadAsync(administrator, Token), await queries.CountUnreadAsync(engineer, Token), await queries.CountUnreadAsync(owner, Token)));
        var all = await ListAsync(data, administrator);

        Assert.Equal(0, await data.Get<ReadNotices>().RunAsync([all[1].Id], until: null, owner, Token));
        Assert.Equal(1, await data.Get<ReadNotices>().RunAsync([all[1].Id, NoticeId.New()], until: null, administrator, Token));

        Assert.Equal([all[0].Id, all[2].Id], (await ListAsync(data, administrator, new() { Unread = true })).Select(n => n.Id));
        Assert.Equal([all[1].Id], (await ListAsync(data, administrator, new() { Unread = false })).Select(n => n.Id));
        Assert.Equal(3, await queries.CountUnreadAsync(engineer, Token));
        Assert.Equal(2, await data.Get<ReadNotices>().RunAsync(which: null, until: null, administrator, Token));
        Assert.Equal(0, await data.Get<ReadNotices>().RunAsync(which: null, until: null, administrator, Token));
        Assert.All(await ListAsync(data, administrator), n => Assert.True(n.IsRead));
        await using var db = await data.OpenAsync();
        Assert.Empty(await db.NoticeReads.ToListAsync(Token));
        Assert.Equal(2, await db.AuditEntries.CountAsync(e => e.Action == "notices.read" && e.Outcome == AuditOutcome.Done, Token));
    }

    [Theory, OnEachEngine]
    public async Task A_notice_that_counts_more_than_its_reader_saw_is_unread_again(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var by = await data.AsAsync(Role.Administrator);
        var (source, role) = await IngestEventsTests.StoreRoleAsync(data);
        await data.StoreAsync(A.NoticeRule());
        await IngestEventsTests.IngestAsync(data, source, CloudTrail.Attach("e1", An.Instant, role.Name, "A"));
        var seen = Assert.Single(await ListAsync(data, by));
        data.Clock.Advance(TimeSpan.FromMinutes(1));
        await IngestEventsTests.IngestAsync(data, source, CloudTrail.Attach("e2", An.Instant, role.Name, "B"));

        // They saw one change, and clicked when there were two.
        Assert.Equal(0, await data.Get<ReadNotices>().RunAsync([seen.Id], seen.LastAt, by, Token));

        Assert.Equal((2, false), (await ListAsync(data, by)) is [var now] ? (now.Count, now.IsRead) : default);
        Assert.Equal(1, await data.Get<ReadNotices>().RunAsync([seen.Id], until: null, by, Token));
        data.Clock.Advance(TimeSpan.FromMinutes(1));
        await IngestEventsTests.IngestAsync(data, source, CloudTrail.Attach("e3", An.Instant, role.Name, "C"));
        Assert.Equal(1, await data.Get<NoticeQueries>().CountUnreadAsync(by, Token));
    }

    [Fact]
    public async Task A_program_reads_for_nobody_and_sees_the_notices_of_all_rules()
    {
        await using var data = await TestPortalData.CreateAsync();
        var by = await data.AsTokenAsync(TokenScope.Admin);
        var (source, role) = await IngestEventsTests.StoreRoleAsync(data);
        await data.StoreAsync(A.NoticeRule());
        await IngestEventsTests.IngestAsync(data, source, CloudTrail.Attach("e1", An.Instant, role.Name, "A"));

        Assert.Single(await ListAsync(data, by));
        await Assert.ThrowsAsync<AccessDeniedException>(() => data.Get<ReadNotices>().RunAsync(which: null, until: null, by, Token));
    }

    private static async Task<IReadOnlyList<NoticeRow>> ListAsync(TestPortalData data, Caller by, NoticeFilter? filter = null)
    {
        var all = new List<NoticeRow>();
        string? next = null;
        do
        {
            var page = await data.Get<NoticeQueries>().ListAsync(filter ?? new(), new PageRequest(next, 1), by, Token);
            all.AddRange(page.Items);
            next = page.Next;
        }
        while (next is not null);
        return all;
    }
}
