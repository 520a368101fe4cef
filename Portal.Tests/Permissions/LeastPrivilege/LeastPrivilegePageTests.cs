using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit;
using Portal.Data.Inventory;
using Portal.Data.Permissions.Reading;
using Portal.Data.Platforms;
using Portal.Permissions;
using Portal.Tests.Support;
using static Portal.Tests.Inventory.Imports.Export;

namespace Portal.Tests.Permissions.LeastPrivilege;

/// <summary>The page that makes a policy from what was used and what the reviewer keeps.</summary>
public sealed class LeastPrivilegePageTests : ImportedContext
{
    private static readonly SnapshotItem.Document Wide = Document("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject","s3:DeleteObject","sqs:SendMessage"],"Resource":"*"}]}""");

    private static readonly DateTimeOffset Now = An.Instant;

    [Fact]
    public async Task It_starts_from_what_was_used_or_is_unknown_and_makes_exactly_that()
    {
        var page = await OpenAsync(string.Empty, Report("s3", "", Now), Report("s3", "GetObject", Now), Report("s3", "PutObject", null), Report("s3", "DeleteObject", null));

        Assert.Contains("2 of 4 actions", page.Markup, StringComparison.Ordinal);
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("exactly what is kept", page.Find(".notice.good").TextContent, StringComparison.Ordinal));
        var policy = page.Find("pre").TextContent;
        Assert.Contains("s3:GetObject", policy, StringComparison.Ordinal);
        Assert.Contains("sqs:SendMessage", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("s3:PutObject", policy, StringComparison.Ordinal);
        Assert.Contains("editor would lose", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("editor would gain", page.Markup, StringComparison.Ordinal);
        Assert.Contains("objects (managed policy)", page.Find(".steps").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_start_stands_in_the_address()
    {
        var page = await OpenAsync("?keep=used&days=30", Report("s3", "GetObject", Now.AddDays(-60)), Report("sqs", "SendMessage", Now));

        Assert.Equal("1 of 4 actions", page.Find("[role=status]").TextContent);
        Assert.Equal(["Used", "30"], page.FindAll("select").Take(2).Select(s => s.GetAttribute("value")));

        await page.FindAll("select")[1].ChangeAsync("90");
        Assert.EndsWith("?keep=used", Address, StringComparison.Ordinal);
        Changed(page);
        Assert.Contains("2 of 4 actions", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Actions_and_services_are_kept_one_by_one()
    {
        var page = await OpenAsync("?keep=nothing");
        Assert.Contains("0 of 4 actions", page.Markup, StringComparison.Ordinal);

        await page.Find("[aria-label='Keep all in sqs']").ClickAsync();
        await page.FindAll("details")[0].TriggerEventAsync("ontoggle", EventArgs.Empty);
        await page.FindAll("fieldset input").Single(box => box.ParentElement!.TextContent.Contains("DeleteObject", StringComparison.Ordinal)).ChangeAsync(true);
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("s3:DeleteObject", page.Find("pre").TextContent, StringComparison.Ordinal));
        Assert.Contains("sqs:SendMessage", page.Find("pre").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("s3:GetObject", page.Find("pre").TextContent, StringComparison.Ordinal);

        await page.Find("[aria-label='Keep nothing in sqs']").ClickAsync();
        Assert.Empty(page.FindAll("pre"));
        Assert.Contains("1 of 4 actions", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_kept_is_said_and_makes_nothing()
    {
        var page = await OpenAsync("?keep=used");
        Assert.Contains("Nothing is known of what it used", page.Markup, StringComparison.Ordinal);

        await page.Find("form").SubmitAsync();

        Assert.Contains("Nothing is kept", page.Find(".notice.warn").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("pre"));
    }

    [Fact]
    public async Task A_policy_made_from_guarded_ones_is_recorded_as_read()
    {
        var page = await OpenAsync("?keep=everything", isPrivileged: true);
        Assert.Contains(GuardedText.Why, page.Markup, StringComparison.Ordinal);
        Assert.Equal(0, await ReadingsAsync());

        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("s3:GetObject", page.Find("pre").TextContent, StringComparison.Ordinal));
        Assert.Equal(1, await ReadingsAsync());
    }

    [Fact]
    public async Task Who_can_do_nothing_has_nothing_to_keep()
    {
        var id = (await ImportAsync(Role("nobody"), Complete()))["nobody"];
        Navigation.NavigateTo($"/identities/{id.Value}/least-privilege");

        var page = Render<LeastPrivilegePage>(p => p.Add(l => l.Id, id.Value));

        page.WaitForAssertion(() => Assert.Contains("It can do nothing", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("form"));
    }

    [Fact]
    public async Task Of_very_many_services_a_few_are_shown_and_any_is_found()
    {
        var all = Document("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""");
        var id = (await ImportAsync(all, Role("admin", Policy("all", all)), Complete()))["admin"].Value;
        Navigation.NavigateTo($"/identities/{id}/least-privilege?keep=nothing");
        var page = Render<LeastPrivilegePage>(p => p.Add(l => l.Id, id));
        page.WaitForElement("form");
        Assert.Equal(20, page.FindAll("details").Count);

        Find(page, "athena");
        await page.Find("[aria-label='Keep all in athena']").ClickAsync();
        Find(page, "sendmessage");
        Assert.Contains("sqs", page.FindAll("summary").Select(s => s.TextContent.Split(' ')[0]));
        Assert.DoesNotContain("athena", page.FindAll("summary").Select(s => s.TextContent.Split(' ')[0]));
        Assert.DoesNotContain("0 of", page.Find("[role=status]").TextContent, StringComparison.Ordinal);

        Find(page, "nothing like this");
        Assert.Contains("No service and no action", page.Markup, StringComparison.Ordinal);

        Find(page, null);
        await page.FindAll("button").Single(b => b.TextContent.StartsWith("Show all", StringComparison.Ordinal)).ClickAsync();
        Assert.True(page.FindAll("details").Count > 400);
    }

    private static Func<IdentityId, ServiceUse> Report(string service, string action, DateTimeOffset? at) =>
        id => new ServiceUse { IdentityId = id, Service = service, Action = action, LastUsedAt = at, ReportedAt = Now };

    private void Find(IRenderedComponent<LeastPrivilegePage> page, string? text)
    {
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("q", text));
        page.WaitForAssertion(() => Assert.Equal(text, page.Instance.Q));
    }

    private static void Changed(IRenderedComponent<LeastPrivilegePage> page) => page.Render(p => p.Add(l => l.Id, page.Instance.Id));

    private Task<IRenderedComponent<LeastPrivilegePage>> OpenAsync(string query, params IReadOnlyList<Func<IdentityId, ServiceUse>> reports) =>
        OpenAsync(query, isPrivileged: false, reports);

    private async Task<IRenderedComponent<LeastPrivilegePage>> OpenAsync(string query, bool isPrivileged, params IReadOnlyList<Func<IdentityId, ServiceUse>> reports)
    {
        var id = (await ImportAsync(Wide, Role("editor", Policy("objects", Wide)), Complete()))["editor"];
        var agent = An.Agent("Editor");
        await Stored.StoreAsync(agent);
        await using (var db = await Stored.OpenAsync())
        {
            db.AddRange(reports.Select(report => report(id)));
            await db.SaveChangesAsync();
            await db.Identities.Where(i => i.Id == id).ExecuteUpdateAsync(u => u.SetProperty(i => i.IsAdministrator, isPrivileged).SetProperty(i => i.AgentId, agent.Id));
        }
        Navigation.NavigateTo($"/identities/{id.Value}/least-privilege{query}");
        var page = Render<LeastPrivilegePage>(p => p.Add(l => l.Id, id.Value));
        page.WaitForElement("form");
        return page;
    }

    private async Task<int> ReadingsAsync()
    {
        await using var db = await Stored.OpenAsync();
        return await db.AuditEntries.CountAsync(e => e.Action == PolicyReadings.Name);
    }
}
