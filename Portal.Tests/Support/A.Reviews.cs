using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Sources;

namespace Portal.Tests.Support;

/// <summary>Reviews, for tests of their rules.</summary>
public static partial class A
{
    /// <summary>A campaign that takes answers for two weeks.</summary>
    public static Campaign Campaign(CampaignState state = CampaignState.Active, PersonId? owner = null)
    {
        var campaign = new Campaign
        {
            Name = $"Campaign {Number()}",
            Filter = string.Empty,
            Occurrence = Number(),
            OwnerId = owner ?? PersonId.New(),
            DueAt = An.Instant.AddDays(14),
            CreatedAt = An.Instant,
        };
        if (state == CampaignState.Cancelled)
        {
            campaign.Cancel("Not now.", An.Instant);
        }
        else if (state != CampaignState.Draft)
        {
            campaign.Launch(new PopulationCounts(1, 1, 1, 1, An.Instant), An.Instant);
        }
        if (state is CampaignState.Remediating or CampaignState.Closed)
        {
            campaign.Close(openItems: 0, unsettledRevokes: state == CampaignState.Remediating ? 1 : 0, An.Instant.AddDays(1));
        }
        return campaign;
    }

    /// <summary>What a reviewer is shown.</summary>
    public static ShownAccess ShownAccess(bool isPrivileged = false, string name = "read-orders", params IReadOnlyList<string> contribution) => new(
        "Order assistant", "Answers questions about orders.", AgentEnvironment.Production, Platform.Aws, "order-assistant",
        "arn:aws:iam::123456789012:role/order-assistant", "123456789012", LastUsedAt: null,
        new(EntitlementKind.ManagedPolicy, $"arn:aws:iam::123456789012:policy/{name}", name), An.Instant, Documents: [], contribution,
        NotModelled: [], Risk: 40, RiskReasons: [], isPrivileged);

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
            Shown = shown,
            ShownHash = shown.Hash(),
            Risk = shown.Risk,
        };
    }

    /// <summary>A revoke that was decided at <see cref="An.Instant"/>.</summary>
    public static Remediation Remediation() => new()
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
