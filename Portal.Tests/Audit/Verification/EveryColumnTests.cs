using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Portal.Data.Access;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Audit.Verification;
using Portal.Data.Changes;
using Portal.Data.Commands;
using Portal.Data.Incidents;
using Portal.Data.Inventory;
using Portal.Data.Notices;
using Portal.Data.People;
using Portal.Data.People.Records;
using Portal.Data.People.Sessions;
using Portal.Data.Platforms;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Absences;
using Portal.Data.Reviews.NoAnswers;
using Portal.Data.Reviews.Population;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Reviews.Scopes;
using Portal.Data.Reviews.Stages;
using Portal.Data.Sources;
using Portal.Data.Storage;
using Portal.Tests.Reviews;
using Portal.Tests.Support;

namespace Portal.Tests.Audit.Verification;

/// <summary>
/// Every column of every row that says who decided what, who may do what here and what was asked of whom: edited alone, past the commands, it
/// is found and named.
/// </summary>
public sealed class EveryColumnTests
{
    // What the record leaves out on purpose: counters of turns, times of last use, and what an item showed, whose hash is kept with the answer.
    private static readonly Dictionary<Type, string[]> LeftOut = new()
    {
        [typeof(Campaign)] = [nameof(Campaign.Turn)],
        [typeof(ApiToken)] = [nameof(ApiToken.LastUsedAt)],
        [typeof(Session)] = [nameof(Session.StartedAt), nameof(Session.LastSeenAt), nameof(Session.EndedAt), nameof(Session.Address), nameof(Session.Browser)],
        // How posting goes is no rule: retries and pauses say it anew.
        [typeof(NoticeRule)] = [nameof(NoticeRule.Failures), nameof(NoticeRule.FailingSince), nameof(NoticeRule.PausedUntil), nameof(NoticeRule.StoppedAt), nameof(NoticeRule.Problem)],
        [typeof(ReviewItem)] =
        [
            nameof(ReviewItem.CampaignId), nameof(ReviewItem.AgentId), nameof(ReviewItem.AgentRisk), nameof(ReviewItem.IdentityId), nameof(ReviewItem.EntitlementId),
            nameof(ReviewItem.ReviewerReason), nameof(ReviewItem.Trail), nameof(ReviewItem.SubjectId), nameof(ReviewItem.Shown), nameof(ReviewItem.Risk),
            nameof(ReviewItem.IsByVotes),
        ],
        [typeof(ReviewVote)] = [nameof(ReviewVote.Reason), nameof(ReviewVote.Trail)],
        [typeof(Person)] =
        [
            nameof(Person.Email), nameof(Person.UserName), nameof(Person.DirectoryId), nameof(Person.Name), nameof(Person.Title), nameof(Person.Department),
            nameof(Person.ManagerId), nameof(Person.IsActive), nameof(Person.RemovedAt), nameof(Person.SyncedAt), nameof(Person.TimeZone),
        ],
    };

    private static readonly Caller By = Caller.System("tests");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task A_column_that_is_edited_alone_is_found_and_its_row_named(Engine engine)
    {
        await using var review = await ArrangeAsync(engine);
        var portal = review.Portal;
        Assert.Empty((await VerifyAsync(portal)).Findings);
        await using var db = await portal.OpenAsync();
        await LiftReferencesAsync(db, engine);
        var edits = 0;

        foreach (var row in await RowsAsync(db))
        {
            foreach (var column in row.Properties.Where(p => !p.Metadata.IsPrimaryKey() && !LeftOut.GetValueOrDefault(row.Metadata.ClrType, []).Contains(p.Metadata.Name, StringComparer.Ordinal)))
            {
                var before = column.CurrentValue;
                column.CurrentValue = Another(column.Metadata, before);
                await db.SaveChangesAsync(Cancelled);

                var result = await VerifyAsync(portal);

                var what = $"{row.Metadata.ClrType.Name}.{column.Metadata.Name}";
                Assert.True(!result.IsWhole, what);
                Assert.True(
                    result.Findings.Any(f => f.Problem.Contains(IdOf(row), StringComparison.OrdinalIgnoreCase)), $"{what}: {string.Join(' ', result.Findings)}");
                column.CurrentValue = before;
                await db.SaveChangesAsync(Cancelled);
                edits++;
            }
        }

        Assert.InRange(edits, 300, int.MaxValue);
        Assert.Empty((await VerifyAsync(portal)).Findings);
    }

    [Theory, OnEachEngine]
    public async Task A_row_that_was_taken_out_or_put_in_is_found_and_named(Engine engine)
    {
        await using var review = await ArrangeAsync(engine);
        await using var db = await review.Portal.OpenAsync();

        foreach (var row in (await RowsAsync(db)).Where(r => r.Entity is not (Session or Person { AssignedRoles.Count: 0 })))
        {
            await ChangeAsync(review.Portal, engine, one => one.Remove(row.Entity));
            var result = await VerifyAsync(review.Portal);
            Assert.True(result.Findings.Any(f => f.Problem.Contains(IdOf(row), StringComparison.OrdinalIgnoreCase)), $"{row.Metadata.ClrType.Name}: {string.Join(' ', result.Findings)}");
            await ChangeAsync(review.Portal, engine, one => one.Add(row.Entity));
        }
        object[] strangers =
        [
            new ApiToken { Name = "mine", Hash = "h", Prefix = "gov_", Scope = TokenScope.BreakGlass, CreatedAt = An.Instant },
            A.Person("Mallory", roles: Role.Administrator),
            new Session { PersonId = review.Olga.Id, Provider = "Demo", Roles = [Role.Administrator], StartedAt = An.Instant, ProvenAt = An.Instant, LastSeenAt = An.Instant, EndsAt = An.Instant.AddYears(1) },
            new Campaign { Name = "Never was", Filter = string.Empty, Occurrence = "never", OwnerId = review.Olga.Id, DueAt = An.Instant, CreatedAt = An.Instant },
            new Incident { Title = "Never was", From = An.Instant, To = An.Instant.AddHours(1), CreatedAt = An.Instant, CreatedBy = "Mallory" },
            new Statement { IncidentId = await db.Incidents.Select(i => i.Id).FirstAsync(Cancelled), Kind = StatementKind.Person, Speaker = "Mallory", Text = "It was so.", SaidAt = An.Instant, Cites = [], RecordedAt = An.Instant, RecordedBy = "Mallory" },
            A.NoticeRule(),
            new Absence { PersonId = review.Olga.Id, From = An.Instant, Until = An.Instant.AddDays(1), PlannedAt = An.Instant },
        ];
        foreach (var stranger in strangers)
        {
            await ChangeAsync(review.Portal, engine, one => one.Add(stranger));
            var row = db.Entry(stranger);
            var result = await VerifyAsync(review.Portal);
            Assert.Contains(result.Findings, f => f.Problem.Contains(IdOf(row), StringComparison.OrdinalIgnoreCase) && f.Problem.StartsWith("No entry tells", StringComparison.Ordinal));
            await ChangeAsync(review.Portal, engine, one => one.Remove(stranger));
        }
        Assert.Empty((await VerifyAsync(review.Portal)).Findings);
    }

    [Theory, OnEachEngine]
    public async Task A_rule_that_was_deleted_is_missed_by_nobody_and_found_when_it_is_put_back(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var by = await portal.AsAsync(Role.Administrator);
        await SaveRulesAsync(portal, by);
        await using var db = await portal.OpenAsync();
        var rule = await db.NoticeRules.AsNoTracking().FirstAsync(Cancelled);

        Assert.Equal(NoticeRuleOutcome.Done, await portal.Get<DeleteNoticeRule>().RunAsync(rule.Id, by, Cancelled));
        Assert.Empty((await VerifyAsync(portal)).Findings);
        await ChangeAsync(portal, engine, one => one.Add(rule));

        Assert.Contains((await VerifyAsync(portal)).Findings, f => f.Problem.Contains(rule.Id.Value.ToString(), StringComparison.OrdinalIgnoreCase) && f.Problem.EndsWith("is there again", StringComparison.Ordinal));
    }

    [Theory, OnEachEngine]
    public async Task What_entries_of_earlier_versions_do_not_say_is_no_alarm_and_what_they_say_is_compared(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var portal = review.Portal;
        // As the version before wrote them: a campaign with four members, then two; a token without its fingerprint; roles by a list, uncounted.
        var campaign = new Campaign { Name = "Old", Filter = string.Empty, Occurrence = "old", OwnerId = review.Olga.Id, DueAt = An.Instant.AddTicks(7), CreatedAt = An.Instant.AddDays(-9) };
        var token = new ApiToken { Name = "Old", Hash = "old", Prefix = "gov_old", Scope = TokenScope.Read, CreatedAt = An.Instant, RevokedAt = An.Instant };
        var person = A.Person("Old hand", roles: Role.Administrator);
        await portal.StoreAsync(campaign, token, person);
        await RecordAfterAsync(portal, "campaign", campaign.Id.Value, new { campaign.Name, campaign.Filter, campaign.DueAt, campaign.OwnerId });
        await RecordAfterAsync(portal, "campaign", campaign.Id.Value, new { campaign.State, campaign.DueAt, campaign.Population });
        await RecordAfterAsync(portal, "token", token.Id.Value, new { name = token.Name, scope = token.Scope, agentId = (string?)null, expiresAt = (DateTimeOffset?)null, token.Prefix });
        await RecordAfterAsync(portal, "person", person.Id.Value, new { Roles = new[] { Role.Auditor }, AuditorUntil = (DateTimeOffset?)null });

        Assert.Empty((await VerifyAsync(portal)).Findings);
        Assert.True(await portal.Get<AdoptRoles>().RunAsync(By, Cancelled));
        Assert.False(await portal.Get<AdoptRoles>().RunAsync(By, Cancelled));
        Assert.Empty((await VerifyAsync(portal)).Findings);
        // A remediation's commands stood in the entries as they are.
        Assert.Equal(Decided.Recorded, await review.DecideAsync(await review.LaunchAsync(), DecisionKind.Revoke));
        var remediation = await review.RemediationAsync();
        await RecordAfterAsync(portal, "remediation", remediation.Id.Value, new { remediation.Command, remediation.Inverse, ChangedAt = portal.Clock.GetUtcNow() });
        Assert.Empty((await VerifyAsync(portal)).Findings);
        await RecordAfterAsync(portal, "remediation", remediation.Id.Value, new { Command = "true", remediation.Inverse, ChangedAt = portal.Clock.GetUtcNow() });
        Assert.EndsWith("commandDigest", Assert.Single((await VerifyAsync(portal)).Findings).Problem, StringComparison.Ordinal);
        await RecordAfterAsync(portal, "remediation", remediation.Id.Value, new { remediation.Command, remediation.Inverse, ChangedAt = portal.Clock.GetUtcNow() });

        await using var db = await portal.OpenAsync();
        foreach (var (table, column, value, id) in new[]
        {
            ("campaigns", "Name", "'Other'", campaign.Id.Value), ("campaigns", "State", "'Cancelled'", campaign.Id.Value),
            ("api_tokens", "Scope", "'Admin'", token.Id.Value), ("people", "AssignedRoles", "'[]'", person.Id.Value),
        })
        {
            await LiftReferencesAsync(db, engine);
            await RunAsync(db, $"CREATE TABLE keep_{table} AS SELECT * FROM {table}; UPDATE {table} SET \"{column}\" = {value};");
            Assert.Contains((await VerifyAsync(portal)).Findings, f => f.Problem.Contains(id.ToString(), StringComparison.OrdinalIgnoreCase));
            await RunAsync(db, $"DELETE FROM {table}; INSERT INTO {table} SELECT * FROM keep_{table}; DROP TABLE keep_{table};");
        }
        Assert.Empty((await VerifyAsync(portal)).Findings);
    }

    private static async Task<ReviewCase> ArrangeAsync(Engine engine)
    {
        var review = await ReviewCase.CreateAsync(engine);
        var portal = review.Portal;
        var administrator = await portal.AsAsync(Role.Administrator);
        await portal.Get<AdoptRoles>().RunAsync(By, Cancelled);
        portal.Clock.Advance(TimeSpan.FromTicks(1_234_567));
        for (var i = 0; i < 2; i++)
        {
            var id = await review.LaunchAsync(string.Create(CultureInfo.InvariantCulture, $"Review {i}"));
            Assert.Equal(Decided.Recorded, await review.DecideAsync(id, DecisionKind.Revoke));
            Assert.Equal(Decided.RevokeStands, await review.DecideAsync(id, DecisionKind.Attest, "Needed."));
        }
        var voted = await review.LaunchAsync("Voted", stages: [A.ReviewStage(), A.ReviewStage(ReviewerRuleKind.CampaignOwner)]);
        Assert.Equal(Decided.Recorded, await review.DecideAsync(voted, DecisionKind.Attest, "Needed."));
        await review.PrepareAsync("Draft");
        await portal.Get<CancelCampaign>().RunAsync(await review.PrepareAsync("Given up"), "Not needed.", review.Engineer, Cancelled);
        foreach (var scope in new[] { TokenScope.Read, TokenScope.Ingest, TokenScope.Review, TokenScope.Admin, TokenScope.BreakGlass })
        {
            await portal.AsTokenAsync(scope);
        }
        var tokens = await portal.Get<ApiTokenQueries>().ListAsync(administrator, Cancelled);
        await portal.Get<RevokeApiToken>().RunAsync(tokens[0].Id, administrator, Cancelled);
        var list = string.Concat(Enumerable.Range(0, 60).Select(i => string.Create(CultureInfo.InvariantCulture, $"listed{i}@example.com,Listed {i},{(i % 2 == 0 ? "Approver" : "Auditor;SecurityEngineer")}\n")));
        await portal.Get<ImportPeople>().RunAsync(new StringReader("email,name,roles\n" + list), By, Cancelled);
        await portal.Get<AssignRole>().GiveAsync(review.Ben.Id, Role.Auditor, until: null, administrator, Cancelled);
        await portal.Get<AssignRole>().TakeAsync(review.Engineer.Person!.Value, Role.SecurityEngineer, administrator, Cancelled);
        foreach (var person in new[] { review.Olga, review.Ben, review.Olga })
        {
            await portal.Get<StartSession>().RunForDemoAsync(person.Id, browser: null, By, Cancelled);
        }
        await PlanAbsencesAsync(review);
        await SaveRulesAsync(portal, administrator);
        await MakeIncidentAsync(portal, administrator);
        await portal.Get<WriteCheckpoints>().RunAsync(Cancelled);
        return review;
    }

    private static async Task PlanAbsencesAsync(ReviewCase review)
    {
        var now = review.Portal.Clock.GetUtcNow();
        var (plan, olga) = (review.Portal.Get<PlanAbsence>(), TestPortalData.By(review.Olga, Role.Owner));
        Assert.NotNull((await plan.RunAsync(new(now, now.AddDays(7), review.Ben.Id), olga, Cancelled)).Id);
        var called = await plan.RunAsync(new(now.AddDays(30), now.AddDays(40), StandIn: null), olga, Cancelled);
        Assert.True(await review.Portal.Get<EndAbsence>().RunAsync(called.Id!.Value, olga, Cancelled));
    }

    private static async Task SaveRulesAsync(TestPortalData portal, Caller by)
    {
        var save = portal.Get<SaveNoticeRule>();
        var draft = new NoticeRuleDraft { Name = "Told here", Audience = new([Role.SecurityEngineer], []) };
        var posted = draft with { Name = "Posted", Channel = NoticeChannel.Webhook, Address = "https://hooks.example.org/path", Secret = WebhookReceiver.Secret };
        Assert.Equal(NoticeRuleOutcome.Done, (await save.CreateAsync(draft, by, Cancelled)).Outcome);
        var saved = await save.CreateAsync(posted, by, Cancelled);
        Assert.Equal(NoticeRuleOutcome.Done, (await save.UpdateAsync(saved.Id!.Value, posted with { Name = "Posted there" }, by, Cancelled)).Outcome);
    }

    private static async Task MakeIncidentAsync(TestPortalData portal, Caller by)
    {
        await using var db = await portal.OpenAsync();
        var change = new Change
        {
            Sequence = 1_000_000,
            SourceId = await db.Sources.Select(s => s.Id).FirstAsync(Cancelled),
            Platform = Platform.Aws,
            EventId = "deleted",
            At = An.Instant,
            ArrivedAt = An.Instant,
            Kind = ChangeKind.Activity,
            Name = "DeleteStack",
            Service = "cloudformation",
            Container = "123456789012",
            SearchText = string.Empty,
            Digest = string.Empty,
            Raw = "{}",
        };
        await portal.StoreAsync(change);
        var drafted = await portal.Get<CreateIncident>().RunAsync(
            new("Stacks", An.Instant, An.Instant.AddHours(1), [.. await db.Agents.Select(a => a.Id).ToListAsync(Cancelled)], []), by, Cancelled);
        Assert.Equal(IncidentMoved.Done, await portal.Get<RenameIncident>().RunAsync(drafted.Id!.Value, "Deleted stacks", by, Cancelled));
        var made = (await portal.Get<MakeIncident>().RunAsync(change.Id, by, Cancelled))!.Value;
        var statement = new StatementDraft(StatementKind.Agent, "Kiro", "It asked first.", "transcript", An.Instant, [change.Id]);
        var withdrawn = await portal.Get<AddStatement>().RunAsync(made, statement, by, Cancelled);
        Assert.Equal(IncidentMoved.Done, (await portal.Get<AddStatement>().RunAsync(made, statement with { Kind = StatementKind.Person, Source = null }, by, Cancelled)).Moved);
        Assert.Equal(IncidentMoved.Done, await portal.Get<WithdrawStatement>().RunAsync(made, withdrawn.Id!.Value, "Misquoted.", by, Cancelled));
        Assert.Equal(IncidentMoved.Done, await portal.Get<CloseIncident>().RunAsync(made, by, Cancelled));
    }

    private static async Task<IReadOnlyList<EntityEntry>> RowsAsync(GovernanceDb db)
    {
        await db.Campaigns.LoadAsync(Cancelled);
        await db.Decisions.LoadAsync(Cancelled);
        await db.ReviewVotes.LoadAsync(Cancelled);
        await db.Remediations.LoadAsync(Cancelled);
        await db.ReviewItems.LoadAsync(Cancelled);
        await db.ApiTokens.LoadAsync(Cancelled);
        await db.People.LoadAsync(Cancelled);
        await db.Sessions.LoadAsync(Cancelled);
        await db.Incidents.LoadAsync(Cancelled);
        await db.Statements.LoadAsync(Cancelled);
        await db.NoticeRules.LoadAsync(Cancelled);
        await db.Absences.LoadAsync(Cancelled);
        // What nobody answered yet, no entry tells of.
        return [.. db.ChangeTracker.Entries().Where(e => e.Entity is not (ReviewItem { Revision: 0 } or ReviewVote { Kind: null }))];
    }

    /// <summary>Another value that the column can hold.</summary>
    private static object Another(IProperty column, object? value) => value switch
    {
        string text => text + "x",
        bool truth => !truth,
        int number => number + 1,
        long number => number + 1,
        DateTimeOffset time => time.AddTicks(10),
        PopulationCounts counts => counts with { Agents = counts.Agents + 1 },
        IReadOnlyList<Role> roles => roles.Contains(Role.Administrator) ? (IReadOnlyList<Role>)[Role.Approver] : [.. roles, Role.Administrator],
        IReadOnlyList<AgentId> agents => agents.Append(AgentId.New()).ToList(),
        IReadOnlyList<IdentityId> identities => identities.Append(IdentityId.New()).ToList(),
        IReadOnlyList<ChangeId> changes => changes.Append(ChangeId.New()).ToList(),
        IReadOnlyList<ReviewStage> stages => stages.Append(A.ReviewStage()).ToList(),
        IReadOnlyList<string> texts => texts.Append("x").ToList(),
        NoAnswerPolicy policy => policy with { MostDisabled = policy.MostDisabled + 1 },
        NoticeConditions conditions => conditions with { OnlyAttempts = !conditions.OnlyAttempts },
        NoticeAudience audience => audience with { Roles = [] },
        PopulationManifest manifest => manifest with { MaxAgeHours = manifest.MaxAgeHours + 1 },
        IReadOnlyList<EntitlementId> => (IReadOnlyList<EntitlementId>)[EntitlementId.New()],
        IReadOnlyList<ScopeExclusion> => (IReadOnlyList<ScopeExclusion>)[new(ExcludedKind.Agent, Guid.CreateVersion7(), "x")],
        IReadOnlyList<ScopeException> => (IReadOnlyList<ScopeException>)[new(SourceId.New(), SourceProblem.Stale, Snapshot: null, "x", PersonId.New(), An.Instant)],
        EntitlementRef entitlement => entitlement with { Name = entitlement.Name + "x" },
        Enum named => Enum.GetValues(named.GetType()).Cast<object>().First(v => !v.Equals(named)),
        IReadOnlyList<GrantDocument> documents => documents.Skip(1).ToList(),
        IReadOnlyList<RemainingPath> => (IReadOnlyList<RemainingPath>)[new(new(EntitlementKind.InlinePolicy, "x", "x"), [], 0, [])],
        null => OfNothing(Nullable.GetUnderlyingType(column.ClrType) ?? column.ClrType),
        _ => Activator.CreateInstance(value.GetType(), Guid.CreateVersion7())!,
    };

    private static object OfNothing(Type type) =>
        type == typeof(string) ? "x"
        : type == typeof(DateTimeOffset) ? An.Instant
        : type == typeof(NoAnswerPolicy) ? NoAnswerPolicy.Keeps
        : type == typeof(PopulationManifest) ? A.PopulationManifest()
        : type == typeof(PopulationCounts) ? new PopulationCounts(1, 1, 1, 1, An.Instant)
        : type.IsEnum ? Enum.GetValues(type).GetValue(0)!
        : Activator.CreateInstance(type, Guid.CreateVersion7())!;

    /// <summary>What the portal calls the row.</summary>
    private static string IdOf(EntityEntry row) =>
        row.Property(row.Metadata.FindPrimaryKey()!.Properties[0].Name).CurrentValue is { } id ? id.GetType().GetProperty("Value")!.GetValue(id)!.ToString()! : string.Empty;

    /// <summary>Whoever owns the database is not held up by what it checks.</summary>
    private static async Task LiftReferencesAsync(GovernanceDb db, Engine engine)
    {
        await db.Database.OpenConnectionAsync(Cancelled);
        await db.Database.ExecuteSqlRawAsync(engine == Engine.Sqlite ? "PRAGMA foreign_keys=OFF" : "SET session_replication_role = replica", Cancelled);
    }

    /// <summary>Puts a row in or takes one out, past the commands.</summary>
    private static async Task ChangeAsync(TestPortalData portal, Engine engine, Action<GovernanceDb> change)
    {
        await using var db = await portal.OpenAsync();
        await LiftReferencesAsync(db, engine);
        change(db);
        await db.SaveChangesAsync(Cancelled);
        await db.Database.ExecuteSqlRawAsync(engine == Engine.Sqlite ? "PRAGMA foreign_keys=ON" : "SET session_replication_role = DEFAULT", Cancelled);
    }

    private static Task<int> RecordAfterAsync(TestPortalData portal, string kind, Guid id, object after) => portal.Get<CommandRunner>().RunAsync(
        "thing.touch",
        By,
        Right.ManagePeople,
        (scope, _) =>
        {
            scope.Record("thing.touch", new(kind, id.ToString(), "thing"), after: after);
            return Task.FromResult(0);
        },
        Cancelled);

    private static async Task RunAsync(GovernanceDb db, string sql)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancelled);
    }

    private static async Task<VerificationResult> VerifyAsync(TestPortalData portal)
    {
        await portal.Get<WriteCheckpoints>().RunAsync(Cancelled);
        return await portal.Get<VerifyRecord>().RunAsync([], checkpointFile: null, By, Cancelled);
    }
}
