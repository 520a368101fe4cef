using Portal.Data.Inventory;

namespace Portal.Data.Reviews.Evidence;

/// <summary>
/// An item in evidence: a line of <c>evidence.json</c>, which begins with what was shown (<c>shown</c>, exactly as it was hashed) and goes on with
/// these members. What later versions know of an item becomes another member here.
/// </summary>
/// <param name="ShownHash">SHA-256 over what was shown.</param>
/// <param name="Item">The item.</param>
/// <param name="Agent">The agent.</param>
/// <param name="Identity">The identity.</param>
/// <param name="Entitlement">The entitlement.</param>
/// <param name="Reviewer">Who was asked last; with stages the first of those.</param>
/// <param name="ReviewerReason">Why it was them.</param>
/// <param name="Trail">Who was asked before, oldest first; then who comes first and was passed over.</param>
/// <param name="Subject">The person whose own access it is, or null.</param>
/// <param name="IsIndependent">Whether nobody who was asked last nor anybody who answered is that person.</param>
/// <param name="State">What is known of it.</param>
/// <param name="Justification">The reason that goes with it, or null.</param>
/// <param name="AnsweredBy">Who gave the answer that counts, or null.</param>
/// <param name="AnsweredAt">When, or null.</param>
/// <param name="Until">Up to when an attestation is good, or null for the next review.</param>
/// <param name="ByPolicyAt">When the campaign's policy decided it, since nobody answered; else null.</param>
/// <param name="HasConflict">True when someone answered against a revoke that stands.</param>
/// <param name="Votes">Everybody who was asked, stage by stage; empty where a campaign has no stages.</param>
/// <param name="Decisions">Every answer, oldest first.</param>
/// <param name="Remediation">What became of a revoke, or null.</param>
/// <param name="Entries">The entries of the record about the item and its remediation.</param>
public sealed record EvidenceItem(
    string ShownHash,
    ReviewItemId Item,
    AgentId Agent,
    IdentityId Identity,
    EntitlementId Entitlement,
    EvidencePerson Reviewer,
    ReviewerReason ReviewerReason,
    IReadOnlyList<EvidenceHop> Trail,
    EvidencePerson? Subject,
    bool IsIndependent,
    ReviewItemState State,
    string? Justification,
    EvidencePerson? AnsweredBy,
    ZonedTime? AnsweredAt,
    ZonedTime? Until,
    ZonedTime? ByPolicyAt,
    bool HasConflict,
    IReadOnlyList<EvidenceVote> Votes,
    IReadOnlyList<EvidenceDecision> Decisions,
    EvidenceRemediation? Remediation,
    IReadOnlyList<long> Entries);
