using Portal.Data.Audit;

namespace Portal.Data.Reviews.Evidence;

/// <summary>What the record says about a campaign, in short; the entry itself is in <c>entries.ndjson</c>.</summary>
/// <param name="Entry">The entry's number.</param>
/// <param name="At">When.</param>
/// <param name="Action">The act.</param>
/// <param name="Actor">Who.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Reason">The reason given, or why it was refused; or null.</param>
public sealed record EvidenceEvent(long Entry, ZonedTime At, string Action, string Actor, AuditOutcome Outcome, string? Reason);
