using System.Text;
using System.Text.RegularExpressions;
using Portal.Data.Changes;
using Portal.Data.Incidents;
using Portal.Data.Incidents.Reports;
using Portal.Incidents;
using Portal.Tests.Changes;
using Portal.Tests.Changes.Chains;
using Portal.Tests.Support;

namespace Portal.Tests.Incidents;

/// <summary>A report says what the evidence says, sentence by sentence, and is the same file each time.</summary>
public sealed partial class IncidentReportTests
{
    private static readonly string[] Extensions = [".cs", ".razor"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task The_chain_leads_from_who_acted_to_who_gave_the_right_and_what_was_not_there(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var made = await IncidentCase.CreateAsync(data);

        var report = await ReportAsync(data, made, await made.MakeAsync());

        var act = Assert.Single(report.Acts, a => a.Title == "cloudformation:DeleteStack");
        Assert.Equal(3, act.Count);
        Assert.Equal(["event:delete-1", "event:delete-3"], act.Sentences[0].Cites);
        Assert.Contains("is unknown: the event names none", TextOf(act, ReportLink.Human), StringComparison.Ordinal);
        Assert.Contains("with the key ASIAEXAMPLE", TextOf(act, ReportLink.Session), StringComparison.Ordinal);
        Assert.Contains("3 times", TextOf(act, ReportLink.Action), StringComparison.Ordinal);
        Assert.Contains("CostTools-Operator was allowed cloudformation:DeleteStack", TextOf(act, ReportLink.Permission), StringComparison.Ordinal);
        Assert.Contains("by Stacks of stacks", TextOf(act, ReportLink.Permission), StringComparison.Ordinal);
        Assert.Contains("stacks was given to CostTools-Operator", TextOf(act, ReportLink.Grant), StringComparison.Ordinal);
        Assert.Contains(act.Sentences, s => s.Link == ReportLink.Grant && s.Cites.Contains("event:grant-1"));
        var absent = act.Sentences.Where(s => s.Column == ReportColumn.ControlAbsent).Select(s => s.Text).ToList();
        Assert.Contains(absent, t => t.StartsWith("An approval of this act", StringComparison.Ordinal));
        Assert.Contains(absent, t => t.StartsWith("A permission boundary on CostTools-Operator", StringComparison.Ordinal));
        Assert.Contains(absent, t => t.StartsWith("An attestation of stacks", StringComparison.Ordinal));
    }

    [Theory, OnEachEngine]
    public async Task A_user_agent_is_what_the_caller_says_of_itself(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var made = await IncidentCase.CreateAsync(data);

        var report = await ReportAsync(data, made, await made.MakeAsync());

        var agents = report.Acts.SelectMany(a => a.Sentences).Where(s => s.Link == ReportLink.Agent && s.Text.Contains("Kiro", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(agents);
        Assert.Contains(agents, s => s.Text.Contains("probably made this call (self-declared", StringComparison.Ordinal) && s.Text.Contains("grade C", StringComparison.Ordinal));
    }

    [Theory, OnEachEngine]
    public async Task A_hop_that_loses_the_mark_is_joined_as_behaviour_and_cites_both_events(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var made = await IncidentCase.CreateAsync(data);
        await made.IngestAsync([.. ChainCase.Named("two agents invoke the same function").Events.Select(e => e.GetRawText())]);
        var id = (await data.Get<MakeIncident>().RunAsync(await made.ChangeAsync("a1"), made.Engineer, Token))!.Value;

        var report = await ReportAsync(data, made, id);

        var act = Assert.Single(report.Acts, a => a.Title == "dynamodb:DeleteTable");
        var hops = act.Sentences.Where(s => s.Link == ReportLink.Hop).ToList();
        Assert.Equal(3, hops.Count);
        Assert.Contains("nothing in the events says which did", hops[0].Text, StringComparison.Ordinal);
        Assert.Equal(["event:a1", "event:l2", "event:l1"], hops[0].Cites);
        Assert.Equal(["event:a1", "event:l1"], hops[2].Cites);
        Assert.All(hops.Skip(1), hop => Assert.Contains("probably led to this act (only behaviour points to it, grade D)", hop.Text, StringComparison.Ordinal));
        Assert.Contains("Kiro CLI probably made this call", hops[2].Text, StringComparison.Ordinal);
        Assert.Contains("made for dana", hops[2].Text, StringComparison.Ordinal);
        Assert.Contains("The event names no agent", TextOf(act, ReportLink.Agent), StringComparison.Ordinal);
    }

    [Theory, OnEachEngine]
    public async Task What_is_said_stands_in_its_own_column_and_is_no_evidence(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var made = await IncidentCase.CreateAsync(data);
        var id = await SayAsync(data, made);

        var report = await ReportAsync(data, made, id);

        Assert.Equal([ReportColumn.ClaimedByPerson, ReportColumn.ClaimedByAgent], report.Claims.Select(c => c.Column));
        Assert.All(report.Claims, c => Assert.Contains("event:delete-1", c.Cites));
        Assert.DoesNotContain(report.Acts.SelectMany(a => a.Sentences), s => s.Column is ReportColumn.ClaimedByAgent or ReportColumn.ClaimedByPerson);
    }

    [Theory, OnEachEngine]
    public async Task The_same_input_is_the_same_file_on_each_portal_whatever_else_happens(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var made = await IncidentCase.CreateAsync(data);
        var id = await SayAsync(data, made);
        var before = await FilesAsync(data, made, id);

        await made.IngestAsync(CloudTrail.Put("elsewhere", IncidentCase.At, "another", "own", IncidentCase.Wide), CloudTrail.Attach("later", IncidentCase.At.AddHours(2), made.Role.Name, "Orders"));
        data.Clock.Advance(TimeSpan.FromDays(3));
        await data.Get<CreateIncident>().RunAsync(new("Another", An.Instant, An.Instant.AddHours(1), [], [made.Role.Id]), made.Engineer, Token);
        await using var other = data.Another();

        Assert.Equal(before, await FilesAsync(data, made, id));
        Assert.Equal(before, await FilesAsync(other, made, id));
    }

    [Fact]
    public async Task A_sentence_that_cites_nothing_makes_no_file()
    {
        await using var data = await TestPortalData.CreateAsync();
        var made = await IncidentCase.CreateAsync(data);
        var report = await ReportAsync(data, made, await made.MakeAsync());
        ReportSentence[] wrong =
        [
            new(ReportLink.Claim, ReportColumn.Observed, An.Instant, "Nobody saw this.", []),
            new(ReportLink.Claim, ReportColumn.Observed, An.Instant, "Nobody saw this.", ["event:made-up"]),
        ];

        Assert.All(wrong, sentence => Assert.All(ReportFile.All, file =>
        {
            var failed = Assert.Throws<UncitedSentenceException>(() => file.Write(report with { Remarks = [sentence] }));
            Assert.Contains("Nobody saw this.", failed.Message, StringComparison.Ordinal);
        }));
    }

    [Fact]
    public async Task What_hides_in_a_text_from_outside_is_spelled_out_and_never_markup()
    {
        await using var data = await TestPortalData.CreateAsync();
        var made = await IncidentCase.CreateAsync(data);
        var report = await ReportAsync(data, made, await made.MakeAsync()) with { Title = "<script>alert(1)</script>\u202Egnp" };

        var html = Encoding.UTF8.GetString(ReportHtml.Write(report));

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("[U+202E]", System.Net.WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', html);
    }

    [Fact]
    public async Task The_PDF_has_pages_and_its_own_font_and_no_time_of_making()
    {
        await using var data = await TestPortalData.CreateAsync();
        var made = await IncidentCase.CreateAsync(data);

        var pdf = Encoding.Latin1.GetString(ReportPdf.Write(await ReportAsync(data, made, await made.MakeAsync())));

        Assert.StartsWith("%PDF-", pdf, StringComparison.Ordinal);
        Assert.NotEmpty(Page().Matches(pdf));
        Assert.Contains("DejaVuSans", pdf, StringComparison.Ordinal);
        Assert.Contains("/FontFile2", pdf, StringComparison.Ordinal);
        Assert.DoesNotContain("/CreationDate", pdf, StringComparison.Ordinal);
        Assert.DoesNotContain("/ModDate", pdf, StringComparison.Ordinal);
    }

    [Fact]
    public void No_sentence_that_is_written_here_judges()
    {
        var judging =
            from extension in Extensions
            from path in Repository.SourceFiles(extension)
            where path.StartsWith("Portal.Data/Incidents/", StringComparison.Ordinal) || path.StartsWith("Portal/Incidents/", StringComparison.Ordinal)
            where !path.EndsWith("/NeutralWords.cs", StringComparison.Ordinal)
            where !NeutralWords.IsNeutral(Repository.Read(path))
            select path;

        Assert.Empty(judging);
    }

    private static string TextOf(ReportAct act, ReportLink link) => string.Join('\n', act.Sentences.Where(s => s.Link == link).Select(s => s.Text));

    private static async Task<IncidentReport> ReportAsync(TestPortalData data, IncidentCase made, IncidentId id) =>
        (await data.Get<IncidentReports>().OfAsync(id, made.Engineer, Token))!;

    private static async Task<IncidentId> SayAsync(TestPortalData data, IncidentCase made)
    {
        var id = await made.MakeAsync();
        ChangeId[] cites = [await made.ChangeAsync("delete-1")];
        foreach (var draft in new StatementDraft[]
        {
            new(StatementKind.Person, "Dana", "I asked for a small fix.", null, IncidentCase.At.AddHours(1), cites),
            new(StatementKind.Agent, "Kiro", "The stack was empty.", "transcript", IncidentCase.At.AddHours(2), cites),
        })
        {
            Assert.Equal(IncidentMoved.Done, (await data.Get<AddStatement>().RunAsync(id, draft, made.Engineer, Token)).Moved);
        }
        return id;
    }

    private static async Task<IReadOnlyList<string>> FilesAsync(TestPortalData data, IncidentCase made, IncidentId id)
    {
        var report = await ReportAsync(data, made, id);
        return [.. ReportFile.All.Select(f => Convert.ToBase64String(f.Write(report)))];
    }

    [GeneratedRegex(@"/Type\s*/Page\b", RegexOptions.NonBacktracking)]
    private static partial Regex Page();
}
