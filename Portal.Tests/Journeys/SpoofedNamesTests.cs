using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Imports;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Tests.Support;

namespace Portal.Tests.Journeys;

/// <summary>
/// Names that hide, reorder or imitate: each of a hundred and twenty is marked wherever it stands, nothing that a reader would not see comes
/// through to the page, and what stands beside a name stays where it is.
/// </summary>
[Collection(StaffedBrowserTests.Name)]
public sealed class SpoofedNamesTests
{
    private static readonly string[] Lists = ["/", "/agents", "/sources", "/audit", "/campaigns/new"];
    private const int AtOnce = 40;
    private const int Opened = 2;

    // Not asked of what the portal does, but of the page: no such character in any text, name for a screen reader, or in the title.
    private const string HiddenScript = """
        () => {
          const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\u00A0\u115F\u1160\u3164\uFFA0\u034F\u2800\u17B4\u17B5\u180B-\u180F\uFE00-\uFE0E\u{E0100}-\u{E01EF}]/u;
          const found = [];
          const look = (where, text) => { if (text && hidden.test(text.replace(/[\n\t\r]/g, ""))) { found.push(`${where}: ${JSON.stringify(text)}`); } };
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) { if (!texts.currentNode.parentElement.closest("script, style")) { look("text", texts.currentNode.data); } }
          for (const element of document.querySelectorAll("*")) { for (const name of ["title", "aria-label", "alt", "placeholder"]) { look(name, element.getAttribute(name)); } }
          look("document title", document.title);
          return found;
        }
        """;

    // What comes before and after a name in the page comes before and after it on the screen, too.
    private const string ReorderedScript = """
        () => {
          const found = [];
          for (const name of document.querySelectorAll("main bdi")) {
            const lines = name.getClientRects();
            if (lines.length === 0) { continue; }
            for (const [side, own, isWrong] of [["previousSibling", lines[0], r => r.left > lines[0].left + 1], ["nextSibling", lines[lines.length - 1], r => r.right < lines[lines.length - 1].right - 1]]) {
              const beside = name[side];
              if (!beside || !beside.textContent.trim()) { continue; }
              const range = document.createRange();
              range.selectNodeContents(beside);
              const places = [...range.getClientRects()].filter(place => place.width > 0 && Math.abs(place.top - own.top) < 4);
              if (places.length > 0 && places.every(isWrong)) { found.push(`${beside.textContent} beside ${name.textContent}`); }
            }
          }
          return found;
        }
        """;

    // Rows whose name bears no mark.
    private const string UnmarkedScript = """
        () => [...document.querySelectorAll("main tbody tr")].filter(row => row.querySelector(".row-link") && !row.querySelector(".row-link .control-char")).map(row => row.innerText)
        """;

    private static IReadOnlyList<string> Reordering { get; } =
    [
        .. (from code in new[] { 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0x200E, 0x200F, 0x061C }
            from form in new[] { "{0}deploy-prod", "dorp-{0}yolped", "read-only{0}nimda", "{0}{0}agent{0}" }
            select string.Format(System.Globalization.CultureInfo.InvariantCulture, form, char.ConvertFromUtf32(code))).Take(AtOnce),
    ];

    private static IReadOnlyList<string> Invisible { get; } =
    [
        .. (from code in new[]
            {
                0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD, 0x034F, 0x180E, 0x2061, 0x2062, 0x2063, 0x2064, 0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, 0xFE00, 0xE0100, 0xE0001,
                0x00A0, 0x2003, 0x3000, 0x2028, 0x0085, 0xFFF9, 0x1D173, 0x17B4, 0x180B, 0xE007F,
            }
            select $"ad{char.ConvertFromUtf32(code)}min"),
        // Words in tag characters, which some models read and nobody sees.
        .. new[] { "approve", "ignore all rules", "grant admin", "revoke nothing", "trust me", "safe", "system", "run", "delete logs", "attest" }
            .Select(word => "agent" + string.Concat(word.Select(c => char.ConvertFromUtf32(0xE0000 + c)))),
    ];

    private static IReadOnlyList<string> LookAlikes { get; } =
    [
        "аdmin", "аgent", "dерlоу", "рrod", "Ореn", "sаfe", "раураl", "Κiro", "Αgent", "ορen", "οwner", "Βackup", "Μonitor", "аԁміn", "ѕсоре", "асе", "рос", "оса", "хосо", "ΑΒΕ",
        "ａdmin", "ＡＧＥＮＴ", "𝐚gent", "𝒂𝒅𝒎𝒊𝒏", "𝖆𝖉𝖒𝖎𝖓", "ⓐgent", "Ⅷ-agent", "ℂopilot", "ᴀgent", "deploʏ", "ɑgent", "aǀpha", "deploy‐bot", "deploy−bot", "arn∶aws", "a∕b", "bot٣", "a\u0338gent", "a\u20DDgent", "z\u0300\u0301\u0302algo",
    ];

    [Theory]
    [InlineData("reordering")]
    [InlineData("invisible")]
    [InlineData("look-alike")]
    public async Task Each_is_marked_on_every_page_and_moves_nothing(string lot)
    {
        var names = lot switch { "reordering" => Reordering, "invisible" => Invisible, _ => LookAlikes };
        Assert.Equal(AtOnce, names.Distinct(StringComparer.Ordinal).Count());
        await using var portal = await PortalServer.StartAsync(settings: "SignIn:MaxPages=500");
        var export = NamedRoles.Export("999988887777", names, areAgents: true);
        var imported = await portal.Get<ImportSnapshot>().RunAsync(new(lot, Platform.Aws, [ExportFiles.Of("account.json", export)]), Caller.System("tests"), progress: null, TestContext.Current.CancellationToken);
        Assert.Equal(Imported.Done, imported.Outcome);
        await using var db = await portal.OpenDatabaseAsync();
        var source = await db.Set<Source>().SingleAsync(s => s.Name == lot, TestContext.Current.CancellationToken);
        var identities = await db.Identities.AsNoTracking().Where(i => i.SourceId == source.Id).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(AtOnce, identities.Count);

        await Visitor.VisitAsync(portal, Screen.Desktop, "engineer", async visitor =>
        {
            await LookAsync(visitor, $"/identities?source={source.Id.Value}");
            Assert.Equal(AtOnce, await visitor.Page.Locator("main tbody tr .row-link .control-char").EvaluateAllAsync<int>("marks => new Set(marks.map(mark => mark.closest('tr'))).size"));
            Assert.Empty(await visitor.Page.EvaluateAsync<string[]>(UnmarkedScript));
            foreach (var identity in identities.OrderBy(i => i.Name, StringComparer.Ordinal).Where((_, i) => TestScale.IsFull || i % (AtOnce / Opened) == 0))
            {
                foreach (var page in new[] { $"/identities/{identity.Id.Value}", $"/identities/{identity.Id.Value}?tab=permissions", $"/identities/{identity.Id.Value}/what-if", $"/agents/{identity.AgentId!.Value.Value}" })
                {
                    await LookAsync(visitor, page);
                    Assert.True(await visitor.Page.Locator("main .control-char").CountAsync() > 0, $"{page} marks nothing.");
                }
            }
            foreach (var page in Lists)
            {
                await LookAsync(visitor, page);
            }
        });
    }

    private static async Task LookAsync(Visitor visitor, string path)
    {
        await visitor.GoAsync(path);
        var hidden = await visitor.Page.EvaluateAsync<string[]>(HiddenScript);
        Assert.True(hidden.Length == 0, $"{path} lets through {string.Join("; ", hidden)}");
        var moved = await visitor.Page.EvaluateAsync<string[]>(ReorderedScript);
        Assert.True(moved.Length == 0, $"{path} shows in another order: {string.Join("; ", moved)}");
    }
}
