using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Changes.Unreadable;
using Portal.Data.Incidents;
using Portal.Data.Inventory;
using Portal.Data.Notices;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Sources;
using Portal.Data.Storage;
using Portal.Tests.Changes;
using Portal.Tests.Hosting.SignIn;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting.Api;

/// <summary>
/// What a body holds beside what its operation asks for changes nothing: ids, times, states, people and authors are the portal's to set. Each
/// operation is sent once as it is described, and once with every property of every stored thing added to it.
/// </summary>
public sealed partial class OverPostingTests : IAsyncLifetime
{
    private const string Text = "over-posted";
    private const int Number = 31_337;
    private static readonly Guid Id = new("0bad0bad-0bad-4bad-8bad-0bad0bad0bad");
    private static readonly DateTimeOffset Time = new(2001, 2, 3, 4, 5, 6, TimeSpan.Zero);

    // They only answer questions, or take no program's word.
    private static readonly string[] Questions = ["/permissions/", "/simulate/", "/approve", "/campaigns/preview", "/micro-reviews/preview", "/samples"];

    // The last of these count on when another change comes.
    private static readonly string[] Ignored =
        [.. Bookkeeping.OfUse, "audit_log", "audit_nodes", "audit_checkpoints", "topic_marks", "change_hours", "identity_hours", "notices.Count", "notices.LastAt", "notices.ChangeId"];

    private readonly List<IDisposable> _open = [];
    private readonly List<string> _answers = [];
    private readonly Queue<UnreadableEventId> _unread = [];
    private readonly List<Statement> _statements = [];
    private readonly Queue<SourceId> _blocking = [];
    private DateTimeOffset _nextAbsence = TimeProvider.System.GetUtcNow().AddDays(30);
    private Guid _change;
    private readonly Queue<NoticeId> _notices = [];
    private Dictionary<string, JsonNode> _extras = [];
    private StaffedPortal _staffed = null!;
    private HttpClient _program = null!;
    private HttpClient _owner = null!;
    private HttpClient _engineer = null!;
    private DescribedBodies _bodies = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _staffed = await StaffedPortal.StartAsync();
        _program = await _staffed.Server.CreateClientAsync(TokenScope.Admin);
        var owner = new ProviderVisitor(_staffed.Address, follows: false);
        var engineer = new ProviderVisitor(_staffed.Address, follows: false);
        _open.AddRange([_program, owner, engineer]);
        await owner.SignInAsync(_staffed.Provider, nameof(Role.Owner));
        _owner = owner.Client;
        _owner.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        await engineer.SignInAsync(_staffed.Provider, nameof(Role.SecurityEngineer));
        _engineer = engineer.Client;
        _engineer.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        await using var db = await _staffed.Server.OpenDatabaseAsync();
        // To be reopened and sealed, given up, signed for and paused, each twice.
        foreach (var state in new[] { CampaignState.Closed, CampaignState.Draft, CampaignState.BlockedIncomplete, CampaignState.Active }.SelectMany(s => new[] { s, s }))
        {
            db.Add(A.Campaign(state, _staffed.Organization.People[nameof(Role.SecurityEngineer)].Id));
        }
        foreach (var _ in new[] { 1, 2 })
        {
            db.Add(A.Campaign(CampaignState.Closed, _staffed.Organization.People[nameof(Role.SecurityEngineer)].Id));
        }
        // To be read again, twice.
        foreach (var name in new[] { "e1", "e2" })
        {
            var unread = An.UnreadableEvent(await db.Sources.FirstAsync(Token), CloudTrail.Attach(name, An.Instant, $"role-{name}", "Orders"));
            _unread.Enqueue(unread.Id);
            db.Add(unread);
        }
        // To be withdrawn, each once.
        _change = await _staffed.Organization.IdOfAsync("changes");
        var incident = new IncidentId(await _staffed.Organization.IdOfAsync("incidents"));
        foreach (var speaker in new[] { "One", "Another" })
        {
            _statements.Add(new() { IncidentId = incident, Kind = StatementKind.Person, Speaker = speaker, Text = "Said before", SaidAt = An.Instant, Cites = [new(_change)], RecordedAt = An.Instant, RecordedBy = "tests" });
        }
        db.AddRange(_statements);
        // To be marked as read, twice.
        var notice = await db.Notices.AsNoTracking().OrderByDescending(n => n.Sequence).FirstAsync(Token);
        foreach (var sequence in new[] { notice.Sequence + 1, notice.Sequence + 2 })
        {
            var another = new Notice { Sequence = sequence, RuleId = notice.RuleId, What = notice.What, About = notice.About, SourceId = notice.SourceId, Platform = notice.Platform, At = notice.At, LastAt = notice.LastAt };
            _notices.Enqueue(another.Id);
            db.Add(another);
        }
        await db.SaveChangesAsync(Token);
        foreach (var blocked in await db.Campaigns.AsNoTracking().Where(c => c.State == CampaignState.BlockedIncomplete).OrderBy(c => c.Id).ToListAsync(Token))
        {
            _blocking.Enqueue(blocked.Manifest!.Sources[0].Id);
        }
        _extras = ExtrasOf(db);
        _bodies = new(await _program.GetFromJsonAsync<JsonElement>(new Uri("/openapi/v1.json", UriKind.Relative), Token), Known);
    }

    public async ValueTask DisposeAsync()
    {
        _open.ForEach(o => o.Dispose());
        await _staffed.DisposeAsync();
    }

    [Fact]
    public async Task No_operation_takes_more_than_it_asks_for()
    {
        var taken = new List<string>();
        var idle = new List<string>();
        await using var db = await _staffed.Server.OpenDatabaseAsync();
        // Answers to items come before what becomes of revokes.
        foreach (var (method, path, schema) in _bodies.Operations.OrderBy(o => o.Path.Contains("/remediations/", StringComparison.Ordinal)).ThenBy(o => o.Path, StringComparer.Ordinal))
        {
            // What can be done once is done with all that does not belong to it.
            var plain = path.EndsWith("/hand-on", StringComparison.Ordinal) ? [] : await SendAsync(db, method, path, _bodies.Make(schema, (made, _) => Settle(path, made)), other: false);
            var filled = await SendAsync(db, method, path, _bodies.Make(schema, (made, own) => Fill(Settled(path, made), own)), other: true);
            if (filled.Count == 0 && !Array.Exists(Questions, q => path.Contains(q, StringComparison.Ordinal)))
            {
                idle.Add($"{method} {path}");
            }
            taken.AddRange(filled.Where(IsCanary).Select(c => $"{method} {path}: {c}"));
            if (plain.Count > 0)
            {
                taken.AddRange(filled.Except(plain, StringComparer.Ordinal).Where(c => !IsWorkedOut(c)).Select(c => $"{method} {path}: {c}"));
            }
        }

        Assert.True(taken.Count == 0, string.Join('\n', taken));
        Assert.True(idle.Count == 0, $"{string.Join(", ", idle)} changed nothing: {string.Join(", ", _answers)}");
    }

    [Theory]
    [InlineData("/agents/inherited")]
    [InlineData("/reviews/{0}")]
    public async Task No_form_takes_more_than_it_asks_for(string address)
    {
        var path = string.Format(CultureInfo.InvariantCulture, address, _staffed.Organization.Campaign.Value);
        var html = await _owner.GetStringAsync(new Uri(path, UriKind.Relative), Token);
        var fields = Input().Matches(html).Select(m => (Name: m.Groups["name"].Value, Value: m.Groups["value"].Value))
            .Where(f => f.Name.Length > 0 && (f.Name[0] == '_' || f.Value is "mine" or "attest" || f.Name.StartsWith("seen", StringComparison.Ordinal)))
            .Concat(_extras.SelectMany(e => new[] { (e.Key, e.Value.ToString()), (char.ToUpperInvariant(e.Key[0]) + e.Key[1..], e.Value.ToString()) }))
            .Select(f => KeyValuePair.Create(f.Item1, f.Item2)).ToList();
        await using var db = await _staffed.Server.OpenDatabaseAsync();
        var before = await TableRows.ReadAsync(db, Ignored);
        using var form = new FormUrlEncodedContent(fields);

        using var answer = await _owner.PostAsync(new Uri(path, UriKind.Relative), form, Token);

        Assert.True((int)answer.StatusCode < 400, $"{path} answered {(int)answer.StatusCode}.");
        var changes = Signature(TableRows.Between(before, await TableRows.ReadAsync(db, Ignored)));
        Assert.NotEmpty(changes);
        Assert.DoesNotContain(changes, IsCanary);
        string[] answered = ["review_items.State", "review_items.Answered", "review_items.Justification", "review_items.Revision", "agents.Inherited", "agents.Version", "agents.Risk", "review_drafts+", "decisions+", "certificates+", "standings", "risk_changes+", "audit_entries+"];
        Assert.All(changes, c => Assert.Contains(answered, prefix => c.StartsWith(prefix, StringComparison.Ordinal)));
    }

    private async Task<IReadOnlyList<string>> SendAsync(GovernanceDb db, string method, string path, JsonNode? body, bool other)
    {
        string address;
        try
        {
            address = await AddressOfAsync(db, path, other);
        }
        catch (InvalidOperationException none)
        {
            throw new InvalidOperationException($"Nothing is there to send {method} {path} to, after {string.Join(", ", _answers)}.", none);
        }
        var isSigned = path.EndsWith("/except", StringComparison.Ordinal) || path.EndsWith("/seal", StringComparison.Ordinal) || path.EndsWith("/accept-risk", StringComparison.Ordinal);
        var client = isSigned ? _engineer : path.EndsWith("/decisions", StringComparison.Ordinal) || path.EndsWith("/hand-on", StringComparison.Ordinal) || path == "/api/v1/absences" || path.EndsWith("/notices/read", StringComparison.Ordinal) ? _owner : _program;
        await NameItemsAsync(db, path, body, other);
        var before = await TableRows.ReadAsync(db, Ignored);
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(address, UriKind.Relative)) { Content = JsonContent.Create(body) };
        using var response = await client.SendAsync(request, Token);
        _answers.Add($"{(int)response.StatusCode} {method} {path}");
        Assert.True((int)response.StatusCode < 500, $"{method} {address} answered {(int)response.StatusCode}.");
        var changes = TableRows.Between(before, await TableRows.ReadAsync(db, Ignored));
        // A refusal is a change of the record alone.
        return changes.All(c => c.Table == "audit_entries") ? [] : Signature(changes);
    }

    /// <summary>What the portal works out in the background, from what was done before: it comes when it comes.</summary>
    // Of another item another certificate is made. What identities stand like, and what changes mean, is worked out a moment later, each with an
    // entry of its own.
    private static bool IsWorkedOut(string change) =>
        change is "agents.Risk" or "agents.RiskReasons" or "changes.Unweighed" or "changes.RiskDelta" or "changes.Certification"
            or "changes+.Unweighed" or "changes+.RiskDelta" or "changes+.Certification"
            or "audit_entries+.ActorKind=System"
            or "audit_entries+.ActorId=certification" or "audit_entries+.SubjectKind=certification" or "audit_entries+.SubjectId=all"
            or "audit_entries+.ActorId=changes" or "audit_entries+.SubjectKind=changes" or "audit_entries+.SubjectId=risk"
        || change.StartsWith("risk_changes+.", StringComparison.Ordinal)
        || change.StartsWith("certificates+.", StringComparison.Ordinal)
        || change.StartsWith("standings", StringComparison.Ordinal);

    /// <summary>Which columns changed, and of those with few values which ones; what must not be taken shows in any of them.</summary>
    private static List<string> Signature(IReadOnlyList<RowChange> changes) =>
    [
        .. from change in changes
           from column in change.Columns
           let value = change.After?[column] as string ?? string.Empty
           select change.Before is null
               ? $"{change.Table}+.{column}{(IsChosen(value) ? $"={value}" : string.Empty)}{(IsCanary(value) ? $" {value}" : string.Empty)}"
               : $"{change.Table}.{column}{(IsCanary(value) ? $" {value}" : string.Empty)}",
    ];

    private static bool IsChosen(string value) => value.Length is > 0 and < 20 && value.All(char.IsAsciiLetter);

    private static bool IsCanary(string value) =>
        value.Contains(Text, StringComparison.OrdinalIgnoreCase) || value.Contains(Id.ToString(), StringComparison.OrdinalIgnoreCase)
        || value.Contains(Number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        || value.Contains(Time.UtcTicks.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) || value.Contains("2001-02-03", StringComparison.Ordinal);

    /// <summary>Every property of every stored thing, and what others call the same, each with a value of its type.</summary>
    private static Dictionary<string, JsonNode> ExtrasOf(GovernanceDb db)
    {
        var extras = new Dictionary<string, JsonNode>(StringComparer.Ordinal)
        {
            ["createdBy"] = Text,
            ["updatedAt"] = Time,
            ["reviewer"] = Id,
            ["tenant"] = Text,
            ["tenantId"] = Id,
            ["by"] = Id,
            ["actor"] = Text,
            ["time"] = Time,
            ["isAdmin"] = true,
            ["role"] = "administrator",
            ["_method"] = "DELETE",
        };
        foreach (var property in db.Model.GetEntityTypes().SelectMany(t => t.GetProperties()).Where(p => p.PropertyInfo is not null))
        {
            var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
            extras[JsonNamingPolicy.CamelCase.ConvertName(property.Name)] = type switch
            {
                _ when type == typeof(string) => Text,
                _ when type == typeof(DateTimeOffset) => Time,
                _ when type == typeof(bool) => true,
                _ when type == typeof(int) || type == typeof(long) => Number,
                { IsEnum: true } => JsonNamingPolicy.CamelCase.ConvertName(Enum.GetNames(type)[^1]),
                _ => Id,
            };
        }
        return extras;
    }

    private void Fill(JsonObject made, IReadOnlySet<string> own)
    {
        foreach (var (name, value) in _extras.Where(e => !own.Contains(e.Key) && !made.ContainsKey(e.Key)))
        {
            made[name] = value.DeepClone();
        }
    }

    private JsonObject Settled(string path, JsonObject made)
    {
        Settle(path, made);
        return made;
    }

    /// <summary>Of things that exclude each other one stays, and what only some requests may say goes.</summary>
    private void Settle(string path, JsonObject made)
    {
        made.Remove("newAgent");
        made.Remove("until");
        if (path.EndsWith("/accept-risk", StringComparison.Ordinal))
        {
            made["until"] = TimeProvider.System.GetUtcNow().AddDays(30);
        }
        if (path is "/api/v1/agents" or "/api/v1/agents/{id}")
        {
            made.Remove("status");
        }
        if (path.EndsWith("/redrive", StringComparison.Ordinal))
        {
            made["ids"] = new JsonArray(_unread.Dequeue().Value);
        }
        if (path == "/api/v1/incidents")
        {
            made.Remove("changeId");
            made["identities"] = new JsonArray();
            made["agents"] = new JsonArray(_staffed.Organization.Agents[1].Value);
            made["from"] = An.Instant;
            made["to"] = An.Instant.AddDays(1);
        }
        if (path.EndsWith("/statements", StringComparison.Ordinal))
        {
            made["cites"] = new JsonArray(_change);
            made["saidAt"] = An.Instant;
        }
        if (path.EndsWith("/notices/read", StringComparison.Ordinal))
        {
            made["ids"] = new JsonArray(_notices.Dequeue().Value);
        }
        if (path.StartsWith("/api/v1/notices/rules", StringComparison.Ordinal))
        {
            // A name and who is told are enough; the rest has rules of its own, tested with it.
            foreach (var name in new[] { "trigger", "conditions", "people", "mail", "channel", "address", "secret" })
            {
                made.Remove(name);
            }
        }
        if (path.StartsWith("/api/v1/micro-reviews", StringComparison.Ordinal))
        {
            // What sets it off and how long takes numbers that fit each other, tested with the rule.
            foreach (var name in new[] { "trigger", "threshold", "dueDays", "gatherMinutes" })
            {
                made.Remove(name);
            }
        }
        if (path is "/api/v1/campaigns" or "/api/v1/campaigns/preview")
        {
            made.Remove("entitlements");
            made.Remove("exclusions");
            made.Remove("stages");
            made.Remove("noAnswer");
        }
        if (path == "/api/v1/absences")
        {
            made.Remove("standInId");
            (made["from"], made["until"]) = (_nextAbsence, _nextAbsence.AddDays(1));
            _nextAbsence = _nextAbsence.AddDays(1);
        }
        if (path.EndsWith("/reassign", StringComparison.Ordinal))
        {
            made.Remove("from");
            made["to"] = _staffed.Organization.People[nameof(Role.Approver)].Id.Value;
        }
        if (path.EndsWith("/except", StringComparison.Ordinal))
        {
            made["sourceId"] = _blocking.Dequeue().Value;
        }
        if (path == "/api/v1/sources/{id}")
        {
            made.Remove("platform");
        }
    }

    private JsonNode? Known(string name) => name switch
    {
        "person" or "owner" or "sponsor" => _staffed.Organization.People[nameof(Role.Approver)].Id.Value,
        "ownerId" => _staffed.Organization.People[nameof(Role.SecurityEngineer)].Id.Value,
        "agentId" => _staffed.Organization.Agents[1].Value,
        "name" or "occurrence" => $"Named {Guid.CreateVersion7():n}",
        "title" => $"Titled {Guid.CreateVersion7():n}",
        "filter" => string.Empty,
        "decision" => "revoke",
        "platform" => "aws",
        _ => null,
    };

    /// <summary>Items that wait for the owner's answer; each answer needs one of its own.</summary>
    private async Task NameItemsAsync(GovernanceDb db, string path, JsonNode? body, bool other)
    {
        if ((body as JsonObject)?["decisions"] is JsonArray { Count: > 0 } decisions)
        {
            decisions[0]!["itemId"] = (await OpenItemAsync(db, other)).Value;
        }
        if (path.EndsWith("/reassign", StringComparison.Ordinal))
        {
            var approver = _staffed.Organization.People[nameof(Role.Approver)].Id;
            var waiting = db.ReviewItems.Where(i => i.CampaignId == _staffed.Organization.Campaign && i.State == ReviewItemState.Open && i.ReviewerId != approver);
            body!["items"] = new JsonArray((await waiting.OrderBy(i => i.Id).Select(i => i.Id).FirstAsync(Token)).Value);
        }
        if (path == "/api/v1/remediations/apply")
        {
            body!["ids"] = new JsonArray((await db.Remediations.Where(r => r.State == RemediationState.Planned).OrderBy(r => r.Id).Select(r => r.Id).FirstAsync(Token)).Value);
        }
    }

    private async Task<ReviewItemId> OpenItemAsync(GovernanceDb db, bool other) => await db.ReviewItems
        .Where(i => i.CampaignId == _staffed.Organization.Campaign && i.ReviewerId == _staffed.Organization.People[nameof(Role.Owner)].Id && i.State == ReviewItemState.Open)
        .OrderBy(i => i.Id).Skip(other ? 1 : 0).Select(i => i.Id).FirstAsync(Token);

    private async Task<string> AddressOfAsync(GovernanceDb db, string path, bool other)
    {
        var skip = other ? 1 : 0;
        var id = path.Split('/')[3] switch
        {
            "agents" when path.EndsWith("/hand-on", StringComparison.Ordinal) => _staffed.Organization.Agents[2].Value,
            "agents" => _staffed.Organization.Agents[skip].Value,
            "identities" => (await db.Identities.Where(i => i.AgentId == null).OrderBy(i => i.Id).Skip(skip).Select(i => i.Id).FirstAsync(Token)).Value,
            "campaigns" when path.EndsWith("/reopen", StringComparison.Ordinal) =>
                (await db.Campaigns.Where(c => c.State == CampaignState.Closed).OrderBy(c => c.Id).Select(c => c.Id).FirstAsync(Token)).Value,
            "campaigns" when path.EndsWith("/cancel", StringComparison.Ordinal) =>
                (await db.Campaigns.Where(c => c.State == CampaignState.Draft).OrderBy(c => c.Id).Select(c => c.Id).FirstAsync(Token)).Value,
            "campaigns" when path.EndsWith("/seal", StringComparison.Ordinal) =>
                (await db.Campaigns.Where(c => c.State == CampaignState.Closed).OrderBy(c => c.Id).Select(c => c.Id).FirstAsync(Token)).Value,
            "campaigns" when path.EndsWith("/except", StringComparison.Ordinal) =>
                (await db.Campaigns.Where(c => c.State == CampaignState.BlockedIncomplete).OrderBy(c => c.Id).Skip(skip).Select(c => c.Id).FirstAsync(Token)).Value,
            "campaigns" when path.EndsWith("/pause", StringComparison.Ordinal) =>
                (await db.Campaigns.Where(c => c.State == CampaignState.Active && c.Id != _staffed.Organization.Campaign).OrderBy(c => c.Id).Select(c => c.Id).FirstAsync(Token)).Value,
            "campaigns" => _staffed.Organization.Campaign.Value,
            "notices" => await _staffed.Organization.IdOfAsync("rules"),
            "remediations" when path.Contains("/brake/", StringComparison.Ordinal) => Guid.CreateVersion7(),
            "remediations" when !path.Contains("{id}", StringComparison.Ordinal) => Guid.Empty,
            "remediations" => (await db.Remediations
                .Where(r => r.State == RemediationState.Planned || r.State == RemediationState.Applying)
                .OrderBy(r => r.State == RemediationState.Planned ? 0 : 1).ThenBy(r => r.Id)
                .Select(r => r.Id).FirstAsync(Token)).Value,
            var collection => await _staffed.Organization.IdOfAsync(collection),
        };
        return path.Replace("{id}", id.ToString(), StringComparison.Ordinal)
            .Replace("{platform}", "aws", StringComparison.Ordinal)
            .Replace(
                "{itemId}",
                path.Contains("/statements/", StringComparison.Ordinal) ? _statements[skip].Id.Value.ToString()
                    : path.Contains("{itemId}", StringComparison.Ordinal) ? (await OpenItemAsync(db, other)).Value.ToString()
                    : string.Empty,
                StringComparison.Ordinal);
    }

    [GeneratedRegex("<input[^>]*name=\"(?<name>[^\"]*)\"[^>]*value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Input();
}
