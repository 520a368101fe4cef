using Portal.Data.Changes;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Sources;

namespace Portal.Data.Incidents.Reports;

/// <summary>What allowed an act at its time, as the engine answers.</summary>
/// <param name="Identity">Who acted.</param>
/// <param name="Action">The action that was asked about.</param>
/// <param name="Resource">The resource that was asked about, or null when the event names none.</param>
/// <param name="Snapshot">The snapshot that the answer starts from, or null.</param>
/// <param name="IsLaterSnapshot">Whether it was taken after the act, since no earlier one shows the identity.</param>
/// <param name="Since">Changes between the snapshot and the act that were put into it.</param>
/// <param name="Answer">The engine's answer.</param>
/// <param name="Somewhere">Without a resource: the resources on which it is allowed, or null when on none.</param>
/// <param name="Grants">Where the entitlements that allow it came from.</param>
/// <param name="Boundaries">Names of permission boundaries on the identity.</param>
/// <param name="OrganizationPolicies">Names of organization policies above it.</param>
/// <param name="IsOrganizationKnown">Whether the organization's policies were imported.</param>
internal sealed record PathFacts(
    Identity Identity,
    string Action,
    string? Resource,
    Snapshot? Snapshot,
    bool IsLaterSnapshot,
    IReadOnlyList<Change> Since,
    AccessAnswer Answer,
    EffectivePermission? Somewhere,
    IReadOnlyList<GrantFact> Grants,
    IReadOnlyList<string> Boundaries,
    IReadOnlyList<string> OrganizationPolicies,
    bool IsOrganizationKnown);
