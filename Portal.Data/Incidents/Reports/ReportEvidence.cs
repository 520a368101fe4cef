using Portal.Data.Changes;

namespace Portal.Data.Incidents.Reports;

/// <summary>Something that sentences cite.</summary>
/// <param name="Cite">The id that they cite, for example <c>event:0f1e…</c> or <c>snapshot:…</c>.</param>
/// <param name="At">Its time.</param>
/// <param name="What">What it is, in a few words.</param>
/// <param name="ChangeId">The change that it is, or null when it is none.</param>
/// <param name="Digest">SHA-256 of the event as it came, or null.</param>
public sealed record ReportEvidence(string Cite, DateTimeOffset At, string What, ChangeId? ChangeId, string? Digest);
