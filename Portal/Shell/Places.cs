using MudBlazor;
using Portal.Data.Access;

namespace Portal.Shell;

/// <summary>The places of the portal, in the order of the navigation. A feature with a page of its own adds its line here.</summary>
internal static class Places
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<NavItem> All { get; } =
    [
        new("", "Overview", "/", Icons.Material.Outlined.SpaceDashboard, "g o", Right.ReadInventory),
        new("Inventory", "Agents", "/agents", Icons.Material.Outlined.SmartToy, "g a", Right.ReadInventory),
        new("Inventory", "Identities", "/identities", Icons.Material.Outlined.Badge, "g i", Right.ReadInventory),
        new("Inventory", "Delegates", "/delegates", Icons.Material.Outlined.SupervisedUserCircle, "g h", Right.ReadInventory),
        new("Inventory", "Permissions", "/permissions", Icons.Material.Outlined.Key, "g p", Right.ReadInventory),
        new("Activity", "Changes", "/changes", Icons.Material.Outlined.Timeline, "g c", Right.ReadInventory),
        new("Activity", "Incidents", "/incidents", Icons.Material.Outlined.ContentPasteSearch, "g d", Right.ReadIncidents),
        new("Activity", "Notices", "/notices", Icons.Material.Outlined.Notifications, "g b", Right.ReadNotices),
        new("Reviews", "My reviews", "/reviews", Icons.Material.Outlined.FactCheck, "g r", Right.Review),
        new("Reviews", "Campaigns", "/campaigns", Icons.Material.Outlined.Campaign, "g k", Right.ReadCampaigns),
        new("Reviews", "Remediations", "/remediations", Icons.Material.Outlined.Healing, "g m", Right.ReadCampaigns),
        new("Operations", "Sources", "/sources", Icons.Material.Outlined.Hub, "g s", Right.ReadSources),
        new("Operations", "Import", "/import", Icons.Material.Outlined.UploadFile, "g u", Right.Ingest),
        new("Operations", "Audit", "/audit", Icons.Material.Outlined.ReceiptLong, "g l", Right.ReadAudit),
        new("Operations", "People", "/people", Icons.Material.Outlined.Group, "g e", Right.ReadPeople),
        new("Operations", "Roles", "/access", Icons.Material.Outlined.AdminPanelSettings, "g x", Right.ReadPeople),
        new("Operations", "Sent mail", "/mail", Icons.Material.Outlined.Mail, "g n", Right.ReadMail),
        new("Operations", "Settings", "/settings", Icons.Material.Outlined.Tune, "g t", Right.ManageTokens),
    ];

    /// <summary>The few that stand at the bottom of a phone.</summary>
    public static IReadOnlyList<string> Phone { get; } = ["/", "/agents", "/changes", "/reviews"];
}
