using System.Text.Json;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws.Events;
using Portal.Data.Platforms.Aws.Snapshots;
using Portal.Demo;
using Portal.Tests.Support;

namespace Portal.Tests.Demo;

/// <summary>The files of the demo organization tell one story: exports, register, review, events and people agree with each other.</summary>
public sealed class DemoOrganizationFilesTests
{
    private static readonly DemoFiles Files = new(DemoFiles.DefaultDirectory, An.Instant);

    [Fact]
    public async Task Exports_are_read_without_a_warning_and_cover_everything()
    {
        foreach (var reading in Files.Manifest.Snapshots)
        {
            var items = await ReadAsync(reading);

            Assert.Empty(items.OfType<SnapshotItem.Warning>());
            Assert.DoesNotContain(items.OfType<SnapshotItem.Document>(), d => d.Problem is not null);
            var coverage = items.OfType<SnapshotItem.Coverage>().ToList();
            Assert.All(coverage, c => Assert.True(c.IsComplete, c.ToString()));
            Assert.Equal(3, coverage.Count(c => c.Part == SnapshotPart.Principals));
            Assert.Single(coverage, c => c.Part == SnapshotPart.Organization);
            Assert.Equal(4, items.OfType<SnapshotItem.Scope>().Count(s => s.Kind == ScopeKind.Container));
            Assert.All(items.OfType<SnapshotItem.Limit>(), limit => Assert.NotNull(limit.DocumentHash));
        }
    }

    [Fact]
    public async Task Times_in_exports_are_never_in_the_future()
    {
        foreach (var principal in (await ReadAsync(Files.Manifest.Snapshots[^1])).OfType<SnapshotItem.Principal>())
        {
            Assert.True(principal.CreatedAt < An.Instant, principal.NativeId);
            Assert.True(principal.LastUsedAt is null || (principal.LastUsedAt > principal.CreatedAt && principal.LastUsedAt <= An.Instant), principal.NativeId);
        }
    }

    [Fact]
    public async Task Every_agent_has_identities_that_exist_and_no_two_agents_share_one()
    {
        var known = (await ReadAsync(Files.Manifest.Snapshots[^1])).OfType<SnapshotItem.Principal>().Select(p => p.NativeId).ToHashSet();

        var agents = Agents();

        Assert.InRange(agents.Count, 40, 45);
        Assert.All(agents, a => Assert.NotEmpty(a.Identities));
        var all = agents.SelectMany(a => a.Identities).ToList();
        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.All(all, id => Assert.Contains(id, known));
        Assert.Equal(agents.Count, agents.Select(a => a.Name).Distinct().Count());
    }

    [Fact]
    public async Task There_is_something_left_to_discover()
    {
        var registered = Agents().SelectMany(a => a.Identities).ToHashSet();

        var strangers = (await ReadAsync(Files.Manifest.Snapshots[^1])).OfType<SnapshotItem.Principal>()
            .Where(p => !registered.Contains(p.NativeId) && Signal.Confidence(p.Signals) >= 40)
            .Select(p => p.Name)
            .ToList();

        Assert.Superset(
            new HashSet<string> { "AgentCore-ShipmentWhisperer-z2q8n", "BedrockAPIKey-m4zt", "BedrockAPIKey-k3f9", "langgraph-poc-exec", "mcp-gateway" },
            strangers.ToHashSet());
        Assert.InRange(strangers.Count, 5, 12);
    }

    [Fact]
    public async Task Revoked_entitlements_were_there_at_the_start_and_are_gone_now()
    {
        var first = await GrantsAsync(Files.Manifest.Snapshots[0]);
        var last = await GrantsAsync(Files.Manifest.Snapshots[^1]);
        var decisions = JsonSerializer.Deserialize<JsonElement>(Files.Read(Files.Manifest.Review)).GetProperty("decisions").EnumerateArray()
            .Select(d => (Grant: $"{d.GetProperty("identity")} {d.GetProperty("kind")} {d.GetProperty("key")}", IsRevoke: d.GetProperty("decision").GetString() == "revoke"))
            .ToList();

        Assert.All(decisions, d => Assert.Contains(d.Grant, first));
        Assert.Equal(8, decisions.Count(d => d.IsRevoke));
        Assert.All(decisions.Where(d => d.IsRevoke), d => Assert.DoesNotContain(d.Grant, last));
    }

    [Fact]
    public async Task One_change_is_told_by_no_event()
    {
        var first = await GrantsAsync(Files.Manifest.Snapshots[0]);
        var gained = (await GrantsAsync(Files.Manifest.Snapshots[^1])).Except(first).ToList();
        var told = Files.Manifest.Events.SelectMany(e => Records(e.File))
            .Select(r => r.GetProperty("requestParameters"))
            .Where(p => p.ValueKind == JsonValueKind.Object)
            .Select(p => (
                Who: (p.TryGetProperty("roleName", out var role) ? role : p.TryGetProperty("userName", out var user) ? user : default).ToString(),
                What: (p.TryGetProperty("policyArn", out var arn) ? arn : p.TryGetProperty("policyName", out var name) ? name : p.TryGetProperty("groupName", out var group) ? group : default).ToString()))
            .Where(t => t.Who.Length > 0 && t.What.Length > 0)
            .ToList();

        var silent = gained.Where(g => !told.Exists(t => g.Contains($"/{t.Who} ", StringComparison.Ordinal) && g.EndsWith(' ' + t.What, StringComparison.Ordinal)));

        Assert.Equal(["arn:aws:iam::777788889999:role/agents/log-summarizer-agent inlinePolicy debug"], silent);
    }

    [Fact]
    public void Events_have_ids_of_their_own_and_lie_between_the_snapshots()
    {
        var records = Files.Manifest.Events.SelectMany(e => Records(e.File)).ToList();

        Assert.InRange(records.Count, 400, 700);
        Assert.Equal(records.Count, records.Select(r => r.GetProperty("eventID").GetString()).Distinct().Count());
        Assert.All(records, r => Assert.InRange(r.GetProperty("eventTime").GetDateTimeOffset(), An.Instant.AddDays(-92), An.Instant));
    }

    [Fact]
    public void Every_event_is_understood_and_most_are_kept()
    {
        var read = Files.Manifest.Events.SelectMany(e => new CloudTrailReader().Read(Files.Read(e.File))).ToList();

        Assert.Empty(read.OfType<ReadEvent.Rejected>().Select(r => r.Reason));
        var kept = read.OfType<ReadEvent.Accepted>().Select(r => r.Event).ToList();
        Assert.InRange(kept.Count, read.Count * 3 / 4, read.Count);
        Assert.DoesNotContain(kept, e => e.Kind == ChangeKind.Unknown);
    }

    [Fact]
    public void The_near_miss_names_the_human_who_is_bound_and_the_assistant_that_says_so_itself()
    {
        var attempts = Files.Manifest.Events.SelectMany(e => new CloudTrailReader().Read(Files.Read(e.File)))
            .OfType<ReadEvent.Accepted>()
            .Select(r => r.Event)
            .Where(e => e.Name == "DeleteStack" && e.Raw.Contains("tracking-prod", StringComparison.Ordinal))
            .ToList();

        Assert.Equal(2, attempts.Count);
        Assert.All(attempts, e =>
        {
            Assert.Equal("ValidationError", e.Error);
            Assert.Contains("tomas.dvorak", e.Initiator, StringComparison.Ordinal);
            Assert.Equal(AttributionGrade.B, e.InitiatorGrade);
            Assert.NotNull(e.Agent);
            Assert.Equal(AttributionGrade.C, e.AgentGrade);
        });
    }

    [Fact]
    public void Simulated_events_are_understood_once_their_gaps_are_filled()
    {
        var templates = Files.Read<List<SimulatedEvent>>(Files.Manifest.SimulatedEvents);

        Assert.InRange(templates.Count, 40, 60);
        foreach (var template in templates)
        {
            var read = new CloudTrailReader().Read(template.Fill(An.Instant)).ToList();

            var accepted = Assert.IsType<ReadEvent.Accepted>(Assert.Single(read));
            Assert.Equal(An.Instant, accepted.Event.At);
            Assert.NotEqual(ChangeKind.Unknown, accepted.Event.Kind);
            Assert.DoesNotContain("{{", accepted.Event.Raw, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void People_in_register_review_and_personas_are_in_the_directory_and_owners_may_have_left()
    {
        var people = People();
        var agents = Agents();
        var reviewers = JsonSerializer.Deserialize<JsonElement>(Files.Read(Files.Manifest.Review)).GetProperty("decisions").EnumerateArray()
            .Select(d => d.GetProperty("reviewer").GetString()!);

        Assert.All(agents.SelectMany(a => new[] { a.Owner, a.Sponsor }).OfType<string>(), email => Assert.True(people.ContainsKey(email), email));
        Assert.All(reviewers, email => Assert.Equal("active", people[email][5]));
        Assert.Equal(Enum.GetValues<Persona>(), Files.Manifest.Personas.Select(p => p.Persona));
        Assert.All(Files.Manifest.Personas, p =>
            Assert.Equal((p.Name, p.Title, "active", p.Persona.ToString()), (people[p.Email][1], people[p.Email][2], people[p.Email][5], people[p.Email][8]), Ignoring.Case));
        Assert.Contains(agents, a => a is { Owner: { } owner, Status: AgentStatus.Confirmed } && people[owner][5] == "left");
        Assert.Contains(agents, a => a is { Owner: null, Status: AgentStatus.Confirmed });
    }

    private static List<DemoManifest.AgentEntry> Agents() => Files.Read<List<DemoManifest.AgentEntry>>(Files.Manifest.Agents);

    private static List<JsonElement> Records(string file) =>
        [.. JsonSerializer.Deserialize<JsonElement>(Files.Read(file)).GetProperty("Records").EnumerateArray()];

    private static Task<List<SnapshotItem>> ReadAsync(DemoManifest.Reading reading) =>
        new AwsSnapshotReader().ReadAsync(Files.Export(reading), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken).AsTask();

    private static async Task<HashSet<string>> GrantsAsync(DemoManifest.Reading reading) =>
        [.. from principal in (await ReadAsync(reading)).OfType<SnapshotItem.Principal>()
            from grant in principal.Entitlements
            select $"{principal.NativeId} {JsonNamingPolicy.CamelCase.ConvertName(grant.Kind.ToString())} {grant.Key}"];

    /// <summary>Column values by address. A title with a comma is quoted in the file.</summary>
    private static Dictionary<string, string[]> People()
    {
        using var csv = new CsvHelper.CsvReader(
            new StreamReader(new MemoryStream(Files.Read(Files.Manifest.People))), System.Globalization.CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var people = new Dictionary<string, string[]>(StringComparer.Ordinal);
        while (csv.Read())
        {
            people.Add(csv[0]!, [.. Enumerable.Range(0, csv.HeaderRecord!.Length).Select(i => csv[i]!)]);
        }
        return people;
    }

    private static class Ignoring
    {
        public static IEqualityComparer<(string Name, string Title, string Status, string Persona)> Case { get; } =
            EqualityComparer<(string Name, string Title, string Status, string Persona)>.Create((a, b) =>
                a.Name == b.Name && a.Title == b.Title && a.Status == b.Status && a.Persona.Equals(b.Persona, StringComparison.OrdinalIgnoreCase));
    }
}
