using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Data.Access;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Reviews.Evidence;
using Portal.Demo;
using Portal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Journeys;

/// <summary>
/// The whole path, walked by people: a security engineer imports an account, finds the agent in it, sees what it may do and what happens to it,
/// and asks its owner; the owner answers from the mail on a phone that runs no scripts; the engineer carries the revoke out, and the next import
/// proves it. The auditor finds every step.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed partial class WholePathTests
{
    private const string Source = "Payments account";
    private const string Agent = "Invoice reader";

    // What the walk does, as the audit trail says it.
    private static readonly string[] Steps =
    [
        "source.create", "snapshot.import", "agent.confirm", "agent.update", "events.ingest", "campaign.create", "campaign.launch",
        "review.attest", "review.revoke", "remediation.plan", "remediation.markApplied", "remediation.observe",
        "campaign.close", "campaign.seal",
    ];

    public static TheoryData<string> Screens => ["desktop", "phone-dark"];

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task People_walk_it_from_the_first_import_to_the_proof(string screen)
    {
        await using var portal = await EmptyOrganization.StartAsync();
        await Visitor.VisitAsync(portal, screen == "desktop" ? Screen.Desktop : Screen.Phone.Dark, persona: null, async engineer =>
        {
            await SignInAsync(portal, engineer, Persona.Engineer, "/");
            await ImportFirstAsync(engineer);
            var identity = await MakeAgentAsync(portal, engineer);
            await SeePermissionsAsync(engineer);
            await SeeChangeArriveAsync(portal, engineer, identity);
            var campaign = await LaunchCampaignAsync(engineer);
            var link = await OpenMailAsync(engineer);
            await engineer.GoAsync(campaign);
            await AnswerAsync(portal, link, engineer);
            await CarryOutAsync(engineer);
            await ProveAsync(engineer);
            await SealAsync(portal, engineer, campaign);
            await VerifyEvidenceAsync(portal, engineer, campaign);
        });
        await Visitor.VisitAsync(portal, Screen.Desktop, persona: null, auditor => FindStepsAsync(portal, auditor));
    }

    private static async Task SignInAsync(PortalServer portal, Visitor visitor, Persona persona, string address)
    {
        await visitor.GoAsync(address);
        var card = portal.Get<Personas>().All.Single(p => p.Persona == persona);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = card.Name }).ClickAsync();
        await visitor.Page.WaitForURLAsync(url => !url.Contains("/account/", StringComparison.Ordinal));
        await visitor.WaitUntilInteractiveAsync();
    }

    /// <summary>Goes somewhere by the navigation, behind the menu on a phone.</summary>
    private static async Task OpenAsync(Visitor visitor, string place)
    {
        var page = visitor.Page;
        if (visitor.Screen.Width < Screen.Desktop.Width)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "More", Exact = true }).ClickAsync();
        }
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main", Exact = true }).GetByRole(AriaRole.Link, new() { Name = place, Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = place, Exact = true, Level = 1 })).ToBeVisibleAsync();
        await visitor.WaitUntilInteractiveAsync();
    }

    private static async Task ImportFirstAsync(Visitor engineer)
    {
        var page = engineer.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Import an export" }).ClickAsync();
        await engineer.WaitUntilInteractiveAsync();
        await page.GetByLabel("Name of the new source").FillAsync(Source);
        await ChooseAsync(page, hasPolicy: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Identities to decide" })).ToBeVisibleAsync();
        await engineer.CheckAccessibilityAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Identities to decide" }).ClickAsync();
    }

    private static Task ChooseAsync(IPage page, bool hasPolicy) => page.GetByLabel("Drop files here, or choose them").SetInputFilesAsync(
        new FilePayload { Name = "account.json", MimeType = "application/json", Buffer = Invoices.Export(hasPolicy) });

    private static async Task<string> MakeAgentAsync(PortalServer portal, Visitor engineer)
    {
        var page = engineer.Page;
        await page.Locator(".row-link").Filter(new() { HasText = Invoices.Role }).ClickAsync();
        await Expect(page.GetByText("bedrock.amazonaws.com").First).ToBeVisibleAsync();
        var identity = new Uri(page.Url).AbsolutePath;
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm the agent" }).ClickAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "Does it belong to an agent?" }).GetByRole(AriaRole.Link, new() { Name = Invoices.Role }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit", Exact = true }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name", new() { Exact = true }).FillAsync(Agent);
        await dialog.GetByLabel("Purpose", new() { Exact = true }).FillAsync("Reads incoming invoices.");
        await PickAsync(portal, page, "Owner", Persona.Owner);
        await PickAsync(portal, page, "Sponsor, the accountable manager", Persona.Manager);
        await dialog.GetByLabel("Environment").SelectOptionAsync("Production");
        await engineer.CheckAccessibilityAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = Agent, Level = 1 })).ToBeVisibleAsync();
        await page.Locator(".row-link").Filter(new() { HasText = Invoices.Role }).ClickAsync();
        await Expect(page.GetByText($"It acts for {Agent}")).ToBeVisibleAsync();
        return identity;
    }

    private static async Task PickAsync(PortalServer portal, IPage page, string field, Persona persona)
    {
        var name = portal.Get<Personas>().All.Single(p => p.Persona == persona).Name;
        var input = page.GetByRole(AriaRole.Dialog).GetByLabel(field, new() { Exact = true });
        await input.ClickAsync();
        await Expect(page.Locator(".mud-popover-open")).ToBeVisibleAsync();
        await input.PressSequentiallyAsync(name[..5], new() { Delay = 30 });
        // What is chosen from the whole list while it is being narrowed down is lost.
        await Expect(page.Locator(".mud-popover-open .mud-list-item")).ToHaveCountAsync(1);
        await page.Locator(".mud-popover-open").GetByText(name).ClickAsync();
        await Expect(input).ToHaveValueAsync(name);
        await Expect(page.Locator(".mud-popover-open")).ToHaveCountAsync(0);
    }

    private static async Task SeePermissionsAsync(Visitor engineer)
    {
        var page = engineer.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Effective permissions" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "s3", Exact = true }).ClickAsync();
        await Expect(page.GetByText("arn:aws:s3:::invoices/*").First).ToBeVisibleAsync();
        await Expect(page.GetByText(Invoices.Policy).First).ToBeVisibleAsync();
        await engineer.CheckAccessibilityAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Check one action" }).ClickAsync();
        await engineer.WaitUntilInteractiveAsync();
        await Expect(page.GetByLabel("Identity", new() { Exact = true })).ToHaveValueAsync(Invoices.Role);
        await AskAsync(page, "s3:DeleteObject", "arn:aws:s3:::invoices/2026/1.pdf", "Allowed");
        await Expect(page.GetByText("\"Archive\"")).ToBeVisibleAsync();
        await AskAsync(page, "s3:DeleteObject", "arn:aws:s3:::payroll/2026/1.pdf", "Denied: nothing allows it, or a limit does not");
        await engineer.CheckAccessibilityAsync();
    }

    private static async Task AskAsync(IPage page, string action, string resource, string verdict)
    {
        await page.GetByLabel("Action", new() { Exact = true }).FillAsync(action);
        await page.GetByLabel("Resource", new() { Exact = true }).FillAsync(resource);
        await page.GetByRole(AriaRole.Button, new() { Name = "Check", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Answer", Exact = true }).GetByText(verdict, new() { Exact = true })).ToBeVisibleAsync();
    }

    private static async Task SeeChangeArriveAsync(PortalServer portal, Visitor engineer, string identity)
    {
        var changes = engineer.Page;
        await OpenAsync(engineer, "Changes");
        var beside = await changes.Context.NewPageAsync();
        await beside.GotoAsync(identity + "?tab=changes");
        await Expect(beside.GetByText("Nothing has changed here so far")).ToBeVisibleAsync();
        await changes.EvaluateAsync("() => { window.isSameDocument = true; }");
        await beside.EvaluateAsync("() => { window.isSameDocument = true; }");

        using var cloud = await portal.CreateClientAsync(TokenScope.Ingest);
        var source = await cloud.GetStringAsync(new Uri("/api/v1/sources", UriKind.Relative));
        var id = SourceId().Match(source).Groups["id"].Value;
        using var body = new StringContent(Invoices.Attached(portal.Get<TimeProvider>().GetUtcNow()), Encoding.UTF8, "application/json");
        using var answer = await cloud.PostAsync(new Uri($"/api/v1/sources/{id}/events", UriKind.Relative), body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());

        await Expect(changes.GetByRole(AriaRole.Button, new() { Name = "1 new change" })).ToBeVisibleAsync();
        await changes.GetByRole(AriaRole.Button, new() { Name = "1 new change" }).ClickAsync();
        await Expect(changes.GetByRole(AriaRole.Table).GetByText("AttachRolePolicy")).ToBeVisibleAsync();
        await Expect(beside.GetByRole(AriaRole.Link, new() { Name = "AttachRolePolicy" })).ToBeVisibleAsync();
        Assert.True(await changes.EvaluateAsync<bool>("() => window.isSameDocument === true"), "The changes were loaded again.");
        Assert.True(await beside.EvaluateAsync<bool>("() => window.isSameDocument === true"), "The identity was loaded again.");
        await beside.CloseAsync();
    }

    private static async Task<string> LaunchCampaignAsync(Visitor engineer)
    {
        var page = engineer.Page;
        await OpenAsync(engineer, "Campaigns");
        await page.GetByRole(AriaRole.Link, new() { Name = "New campaign" }).ClickAsync();
        await engineer.WaitUntilInteractiveAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Invoices, this quarter");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Agents by name" }).FillAsync("Invoice");
        await Expect(page).ToHaveURLAsync(new Regex("q=Invoice", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(page.GetByText("2 permissions")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Prepare the campaign" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Launch", Exact = true }).ClickAsync();
        await engineer.CheckAccessibilityAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Launch", Exact = true }).ClickAsync();
        await Expect(page.GetByText("0 of 2 items answered")).ToBeVisibleAsync();
        return new Uri(page.Url).AbsolutePath;
    }

    private static async Task<string> OpenMailAsync(Visitor engineer)
    {
        await OpenAsync(engineer, "Sent mail");
        var mail = await engineer.Page.GetByTitle("The mail as it is received").GetAttributeAsync("srcdoc");
        var link = MailLink().Match(mail!).Groups["link"].Value;
        Assert.NotEmpty(link);
        return new Uri(link).PathAndQuery;
    }

    private static async Task AnswerAsync(PortalServer portal, string link, Visitor engineer) =>
        await Visitor.VisitAsync(portal, Screen.Narrow.WithoutScripts, persona: null, async owner =>
        {
            await SignInAsync(portal, owner, Persona.Owner, link);
            await owner.CheckAccessibilityAsync();
            await DecideAsync(owner.Page, Invoices.Kept, "Keep", "Without the model it reads nothing.");
            await Expect(owner.Page.GetByText("1 permission still waits for your answer")).ToBeVisibleAsync();
            await Expect(engineer.Page.GetByText("1 of 2 items answered")).ToBeVisibleAsync();

            await DecideAsync(owner.Page, Invoices.Policy, "Revoke", "It only reads; nobody asked it to delete.");
            await Expect(owner.Page.GetByText("That was everything")).ToBeVisibleAsync();
            await Expect(engineer.Page.GetByText("2 of 2 items answered")).ToBeVisibleAsync();
            await owner.CheckAccessibilityAsync();
        });

    private static async Task DecideAsync(IPage page, string entitlement, string answer, string reason)
    {
        var item = page.GetByRole(AriaRole.Group, new() { Name = $"{entitlement} of {Invoices.Role}" });
        await item.GetByLabel(answer, new() { Exact = true }).CheckAsync();
        await item.GetByLabel("Reason").FillAsync(reason);
        await page.GetByRole(AriaRole.Button, new() { Name = "Check and submit" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit 1 answer" }).ClickAsync();
    }

    private static async Task CarryOutAsync(Visitor engineer)
    {
        var page = engineer.Page;
        await OpenAsync(engineer, "Remediations");
        await Expect(page.GetByText($"aws iam detach-role-policy --role-name={Invoices.Role} --policy-arn={Invoices.PolicyArn}")).ToBeVisibleAsync();
        await page.GetByText("Give it back").ClickAsync();
        await Expect(page.GetByText($"aws iam attach-role-policy --role-name={Invoices.Role} --policy-arn={Invoices.PolicyArn}")).ToBeVisibleAsync();
        await engineer.CheckAccessibilityAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "I ran it" }).ClickAsync();
        await Expect(page.GetByText("Carried out, not proven yet")).ToBeVisibleAsync();
    }

    private static async Task ProveAsync(Visitor engineer)
    {
        var page = engineer.Page;
        await OpenAsync(engineer, "Import");
        await page.GetByRole(AriaRole.Combobox).SelectOptionAsync(Source);
        await ChooseAsync(page, hasPolicy: false);
        await page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Identities to decide" })).ToBeVisibleAsync();
        await OpenAsync(engineer, "Remediations");
        await Expect(page.GetByText("Proven gone")).ToBeVisibleAsync();
    }

    private static async Task SealAsync(PortalServer portal, Visitor engineer, string campaign)
    {
        var page = engineer.Page;
        await engineer.GoAsync(campaign);
        await engineer.WaitUntilInteractiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Seal", Exact = true }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Textbox).FillAsync("Both permissions were looked at; the removal is proven.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Seal", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Evidence pack" })).ToBeVisibleAsync();
        await engineer.CheckAccessibilityAsync();
        await portal.Get<WriteCheckpoints>().RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Takes the evidence away, verifies it with nothing but the file and the key, and looks at the figures.</summary>
    private static async Task VerifyEvidenceAsync(PortalServer portal, Visitor engineer, string campaign)
    {
        var page = engineer.Page;
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Evidence pack" }).ClickAsync());
        var verified = await VerifyEvidence.RunAsync(await download.PathAsync(), [portal.Get<AuditKeys>().FindPublic()!], TestContext.Current.CancellationToken);
        Assert.Empty(verified.Findings);
        Assert.Equal((true, 2L), (verified.IsWhole, verified.Rows));

        await engineer.GoAsync(campaign + "/figures");
        await Expect(page.GetByText("2 of 2 items")).ToBeVisibleAsync();
        await engineer.CheckAccessibilityAsync();
    }

    private static async Task FindStepsAsync(PortalServer portal, Visitor auditor)
    {
        await SignInAsync(portal, auditor, Persona.Auditor, "/audit");
        var entries = auditor.Page.GetByRole(AriaRole.Table, new() { Name = "Audit entries" });
        foreach (var step in Steps)
        {
            await Expect(entries.GetByRole(AriaRole.Link, new() { Name = step, Exact = true }).First).ToBeVisibleAsync();
        }
    }

    [GeneratedRegex("\"id\":\"(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SourceId();

    [GeneratedRegex("href=\"(?<link>http[^\"]+/reviews/[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MailLink();
}
