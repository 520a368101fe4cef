using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Reviews;
using Portal.Data.Reviews.MicroReviews;
using Portal.Data.Reviews.Population;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Reviews.Schedules;
using Portal.Data.Reviews.Stages;
using Portal.Data.Sources;

namespace Portal.Tests.Support;

/// <summary>Reviews, for tests of their rules.</summary>
public static partial class A
{
    /// <summary>A campaign that takes answers for two weeks.</summary>
    public static Campaign Campaign(CampaignState state = CampaignState.Active, PersonId? owner = null, params IReadOnlyList<ReviewStage> stages)
    {
        var campaign = new Campaign
        {
            Name = $"Campaign {Number()}",
            Filter = string.Empty,
            Stages = stages,
            OwnersDecideAlone = true,
            Occurrence = Number(),
            OwnerId = owner ?? PersonId.New(),
            DueAt = An.Instant.AddDays(14),
            CreatedAt = An.Instant,
        };
        var now = An.Instant;
        if (state == CampaignState.Draft)
        {
            return campaign;
        }
        if (state == CampaignState.Cancelled)
        {
            campaign.Cancel("Not now.", now);
            return campaign;
        }
        campaign.Collect(now);
        if (state != CampaignState.Collecting)
        {
            campaign.Stage(PopulationManifest(state == CampaignState.BlockedIncomplete ? SourceProblem.Stale : null), new PopulationCounts(1, 1, 1, 1, now), unreviewable: 0);
        }
        if (state is CampaignState.Collecting or CampaignState.Staged or CampaignState.BlockedIncomplete)
        {
            return campaign;
        }
        campaign.Launch(isAsCollected: true, now);
        if (state == CampaignState.Paused)
        {
            campaign.Pause("Not now.", now);
        }
        if (state is CampaignState.Active or CampaignState.Paused)
        {
            return campaign;
        }
        campaign.Close(openItems: 0, now.AddDays(1));
        if (state != CampaignState.Closing)
        {
            campaign.EndClosing(state == CampaignState.Remediating ? 1 : 0, now.AddDays(1));
        }
        if (state == CampaignState.Sealed)
        {
            campaign.Seal(unsettledRevokes: 0, "Complete.", PersonId.New(), now.AddDays(1));
        }
        return campaign;
    }

    /// <summary>What a campaign of one item rests on: one source.</summary>
    public static PopulationManifest PopulationManifest(SourceProblem? problem = null, int entitlements = 1) => new(
        An.Instant,
        MaxAgeHours: 168,
        [new(SourceId.New(), "Production", Platform.Aws, SnapshotId.New(), An.Instant, problem, Errors: [], [new("role", 1)], [new("managedPolicy", entitlements)])],
        Exclusions: [],
        Vanished: [],
        entitlements,
        Data.Reviews.Population.PopulationManifest.HashOf([]));

    /// <summary>A review of each quarter, years ahead, so that it starts nothing while somebody looks at it.</summary>
    public static CampaignTemplate CampaignTemplate(PersonId owner) => new()
    {
        Name = $"Quarterly review {Number()}",
        Filter = "?environment=production",
        Recurrence = new(RecurrenceUnit.Months, 3, RecurrenceDay.LastBusiness, new DateOnly(2099, 1, 1), new TimeOnly(9, 0), "Europe/Berlin"),
        DueDays = 14,
        OwnerId = owner,
        CreatedAt = An.Instant,
        StartedThrough = An.Instant,
    };

    /// <summary>A rule that opens a review when an owner leaves, and waits for a week, so that it opens nothing while somebody looks at it.</summary>
    public static MicroReviewRule MicroReviewRule(PersonId owner) => new()
    {
        Name = $"When an owner leaves {Number()}",
        Trigger = MicroReviewTrigger.OwnerLeft,
        Filter = string.Empty,
        DueDays = 3,
        GatherMinutes = Data.Reviews.MicroReviews.MicroReviewRule.MostGatherMinutes,
        OwnerId = owner,
        CreatedAt = An.Instant,
        WatchedFrom = An.Instant,
    };

    /// <summary>What a reviewer is shown.</summary>
    public static ShownAccess ShownAccess(bool isPrivileged = false, string name = "read-orders", params IReadOnlyList<string> contribution) => new(
        "Order assistant", "Answers questions about orders.", AgentEnvironment.Production, Platform.Aws, "order-assistant",
        "arn:aws:iam::123456789012:role/order-assistant", "123456789012", LastUsedAt: null,
        new(EntitlementKind.ManagedPolicy, $"arn:aws:iam::123456789012:policy/{name}", name), An.Instant, Documents: [], contribution,
        NotModelled: [], Risk: 40, RiskReasons: [], isPrivileged);

    /// <summary>A round of a review: one vote by the agent's owner.</summary>
    public static ReviewStage ReviewStage(ReviewerRuleKind rule = ReviewerRuleKind.Owner) => new() { Name = $"Stage {Number()}", Rule = new(rule) };

    /// <summary>An open item.</summary>
    public static ReviewItem ReviewItem(Campaign campaign, PersonId reviewer, PersonId? subject = null, bool isPrivileged = false, Entitlement? entitlement = null, AgentId? agent = null)
    {
        var shown = ShownAccess(isPrivileged);
        return new()
        {
            CampaignId = campaign.Id,
            AgentId = agent ?? AgentId.New(),
            AgentRisk = 40,
            IdentityId = entitlement?.IdentityId ?? IdentityId.New(),
            EntitlementId = entitlement?.Id ?? EntitlementId.New(),
            ReviewerId = reviewer,
            ReviewerReason = ReviewerReason.Owner,
            Trail = [],
            SubjectId = subject,
            IsByVotes = campaign.Stages.Count > 0,
            Shown = shown,
            ShownHash = shown.Hash(),
            Risk = shown.Risk,
        };
    }

    /// <summary>A revoke that was decided at <see cref="An.Instant"/>.</summary>
    public static Remediation Remediation(bool needsApproval = false, bool isSupported = true)
    {
        var remediation = new Remediation
        {
            CampaignId = CampaignId.New(),
            ItemId = ReviewItemId.New(),
            SourceId = SourceId.New(),
            IdentityId = IdentityId.New(),
            Principal = "arn:aws:iam::123456789012:role/order-assistant",
            Entitlement = new(EntitlementKind.InlinePolicy, "orders", "orders"),
            Documents = [],
            Remedy = Remedy.Remove,
            PlannedAt = An.Instant,
            ChangedAt = An.Instant,
        };
        var command = isSupported ? "aws iam delete-role-policy" : null;
        remediation.Plan(Remedy.Remove, new(command, isSupported ? "aws iam put-role-policy" : null, "Run it."), needsApproval, RemediationTask(), An.Instant);
        return remediation;
    }

    /// <summary>A revoke of an item that was decided at <see cref="An.Instant"/>: a policy that is written into the identity.</summary>
    public static Remediation Remediation(ReviewItem item, Identity identity, Entitlement entitlement)
    {
        var remediation = new Remediation
        {
            CampaignId = item.CampaignId,
            ItemId = item.Id,
            SourceId = identity.SourceId,
            IdentityId = identity.Id,
            Principal = identity.NativeId,
            Entitlement = new(entitlement.Kind, entitlement.Key, entitlement.Name),
            Documents = entitlement.Documents,
            Remedy = Remedy.Remove,
            PlannedAt = An.Instant,
            ChangedAt = An.Instant,
        };
        remediation.Plan(Remedy.Remove, new("aws iam delete-role-policy", "aws iam put-role-policy", null), needsApproval: false, RemediationTask(), An.Instant);
        return remediation;
    }

    /// <summary>Somebody's job for two weeks.</summary>
    public static RemediationTask RemediationTask() => new(PersonId.New(), An.Instant.AddDays(14));

    /// <summary>A complete snapshot.</summary>
    public static Snapshot Snapshot(DateTimeOffset takenAt) => new()
    {
        SourceId = SourceId.New(),
        TakenAt = takenAt,
        ImportedAt = takenAt,
        IsComplete = true,
        Counts = new(0, 0, 0, 0, 0, 0, 0, 0),
    };
}
