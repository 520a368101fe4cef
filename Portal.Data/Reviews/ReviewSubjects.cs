using Portal.Data.Audit;
using Portal.Data.Reviews.Pauses;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Reviews.Remediations.Carrying;

namespace Portal.Data.Reviews;

/// <summary>How the record names what reviews are about.</summary>
internal static class ReviewSubjects
{
    /// <summary>The campaign.</summary>
    public static AuditSubject AsSubject(this Campaign campaign) => new("campaign", campaign.Id.Value.ToString(), campaign.Name);

    /// <summary>What one reviewer is asked in it.</summary>
    public static AuditSubject AsSheet(this Campaign campaign) => new("reviewSheet", campaign.Id.Value.ToString(), campaign.Name);

    /// <summary>The item.</summary>
    public static AuditSubject AsSubject(this ReviewItem item) =>
        new("reviewItem", item.Id.Value.ToString(), $"{item.Shown.Entitlement.Name} of {item.Shown.IdentityName}");

    /// <summary>A pause of an item.</summary>
    public static AuditSubject AsSubject(this ItemPause pause, ReviewItem item) =>
        new("reviewPause", pause.Id.Value.ToString(), $"{item.Shown.Entitlement.Name} of {item.Shown.IdentityName}");

    /// <summary>The remediation.</summary>
    public static AuditSubject AsSubject(this Remediation remediation) =>
        new("remediation", remediation.Id.Value.ToString(), $"{remediation.Entitlement.Name} of {remediation.Principal}");

    /// <summary>An act of the portal on a platform.</summary>
    public static AuditSubject AsSubject(this CarryAct act) => new("carryAct", act.Id.Value.ToString(), act.Kind == CarryActKind.TakeAway ? "Taking away" : "Giving back");

    /// <summary>The brake.</summary>
    public static AuditSubject AsSubject(this CarryBrake brake) => new("carryBrake", brake.Id.Value.ToString(), "Brake");
}
