using Portal.Data.Reviews.Remediations;
using Portal.Data.Sources;

namespace Portal.Data.Reviews.Evidence;

/// <summary>What became of a revoke. Of its commands there is the digest alone, as in the record: they may hold what a policy says.</summary>
/// <param name="Id">The remediation.</param>
/// <param name="State">How far it came.</param>
/// <param name="Remedy">What had to happen.</param>
/// <param name="Principal">The identity's native id.</param>
/// <param name="Carrier">Who carried it out.</param>
/// <param name="CommandDigest">SHA-256 of the command, or null when there is none.</param>
/// <param name="InverseDigest">SHA-256 of what gives the same back, or null when nothing does.</param>
/// <param name="Problem">What went wrong last, or null.</param>
/// <param name="PlannedAt">When it was decided.</param>
/// <param name="RequestedBy">Who asked for it to be carried out, or null.</param>
/// <param name="RequestedAt">When, or null.</param>
/// <param name="ApprovedBy">Who agreed, or null.</param>
/// <param name="ApprovedAt">When, or null.</param>
/// <param name="AppliedAt">When it was carried out, or null.</param>
/// <param name="Proof">The snapshot that showed it, or null.</param>
/// <param name="ProofTakenAt">What time that snapshot shows, or null.</param>
/// <param name="RiskAcceptedUntil">Up to when the risk is accepted, or null.</param>
/// <param name="HandledBy">Who took the last step that a person took, or null.</param>
/// <param name="Reason">Why, or null.</param>
/// <param name="Remaining">Other ways that remained.</param>
/// <param name="ChangedAt">When the state was reached.</param>
public sealed record EvidenceRemediation(
    RemediationId Id,
    RemediationState State,
    Remedy Remedy,
    string Principal,
    Carrier Carrier,
    string? CommandDigest,
    string? InverseDigest,
    string? Problem,
    ZonedTime PlannedAt,
    EvidencePerson? RequestedBy,
    ZonedTime? RequestedAt,
    EvidencePerson? ApprovedBy,
    ZonedTime? ApprovedAt,
    ZonedTime? AppliedAt,
    SnapshotId? Proof,
    ZonedTime? ProofTakenAt,
    ZonedTime? RiskAcceptedUntil,
    EvidencePerson? HandledBy,
    string? Reason,
    IReadOnlyList<RemainingPath> Remaining,
    ZonedTime ChangedAt);
