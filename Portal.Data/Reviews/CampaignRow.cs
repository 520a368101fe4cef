using Portal.Data.Inventory;
using Portal.Data.Inventory.Handover;

namespace Portal.Data.Reviews;

/// <summary>A campaign in a list, with how far it is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">Where it is.</param>
/// <param name="IsOverdue">Whether answers are late.</param>
/// <param name="DueAt">When answers are due.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Filter">Which agents, as the query text of an agent filter.</param>
/// <param name="CreatedAt">When it was prepared.</param>
/// <param name="Items">How many items it has; 0 before the launch.</param>
/// <param name="Open">How many of them nobody answered yet.</param>
/// <param name="Revoked">How many were revoked or reduced.</param>
/// <param name="Unsettled">How many of those are not verified, undone or accepted as a risk.</param>
/// <param name="Conflicts">How many were answered against a revoke that stands.</param>
public sealed record CampaignRow(
    CampaignId Id,
    string Name,
    CampaignState State,
    bool IsOverdue,
    DateTimeOffset DueAt,
    PersonRef Owner,
    string Filter,
    DateTimeOffset CreatedAt,
    int Items,
    int Open,
    int Revoked,
    int Unsettled,
    int Conflicts)
{
    /// <summary>From whom, and when, it came to its owner without anybody's decision; or null.</summary>
    public Inheritance? Inherited { get; init; }
}
