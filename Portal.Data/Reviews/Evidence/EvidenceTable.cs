using Portal.Data.Lists;

namespace Portal.Data.Reviews.Evidence;

/// <summary>A CSV file of an evidence pack.</summary>
/// <param name="Name">The file.</param>
/// <param name="Columns">The headings.</param>
/// <param name="Rows">The rows of an item.</param>
internal sealed record EvidenceTable(string Name, IReadOnlyList<string> Columns, Func<ShownItem, IEnumerable<object?[]>> Rows)
{
    /// <summary>The files that have rows for each item.</summary>
    public static IReadOnlyList<EvidenceTable> OfItems { get; } =
    [
        new(
            EvidenceFiles.Items,
            [
                "item", "agent", "agentId", "environment", "platform", "container", "identity", "nativeId", "identityId", "entitlementKind", "entitlement", "entitlementId", "risk",
                "privileged", "shownHash", "subject", "reviewer", "reviewerId", "reviewerReason", "passedOver", "independent", "state", "justification", "answeredBy", "answeredAt",
                "answeredAtLocal", "until", "byPolicyAt", "conflict", "answers", "remediation", "entries",
            ],
            i =>
            [
                [
                    i.Item.Item.Value, i.Shown.AgentName, i.Item.Agent.Value, i.Shown.Environment, i.Shown.Platform, i.Shown.Container, i.Shown.IdentityName, i.Shown.NativeId,
                    i.Item.Identity.Value, i.Shown.Entitlement.Kind, i.Shown.Entitlement.Name, i.Item.Entitlement.Value, i.Shown.Risk, i.Shown.IsPrivileged, i.Item.ShownHash,
                    i.Item.Subject?.Name, i.Item.Reviewer.Name, i.Item.Reviewer.Id.Value, i.Item.ReviewerReason, i.Item.Trail.Count, i.Item.IsIndependent, i.Item.State,
                    i.Item.Justification, i.Item.AnsweredBy?.Name, i.Item.AnsweredAt?.Utc, i.Item.AnsweredAt?.Local, i.Item.Until?.Utc, i.Item.ByPolicyAt?.Utc, i.Item.HasConflict, i.Item.Decisions.Count,
                    i.Item.Remediation?.State, string.Join(' ', i.Item.Entries),
                ],
            ]),
        new(
            EvidenceFiles.Decisions,
            ["item", "decision", "answer", "counts", "justification", "until", "by", "byId", "at", "atLocal", "channel", "stage", "shownHash", "recommended", "recommendedBecause"],
            i => i.Item.Decisions.Select(d => (object?[])
                [i.Item.Item.Value, d.Id.Value, d.Kind, d.Counts, d.Justification, d.Until?.Utc, d.By.Name, d.By.Id.Value, d.At.Utc, d.At.Local, d.Channel, d.Stage, d.ShownHash, d.Recommended, d.RecommendedBecause])),
        new(
            EvidenceFiles.Routing,
            ["item", "stage", "asked", "askedId", "order", "as", "person", "personId", "passedOverBecause", "askedUntil", "reason"],
            i => (i.Item.Votes.Count == 0 ? [(Stage: 0, i.Item.Reviewer, i.Item.Trail)] : i.Item.Votes.Select(v => (v.Stage, v.Reviewer, v.Trail)))
                .SelectMany(asked => asked.Trail.Select((h, place) => (object?[])
                    [i.Item.Item.Value, asked.Stage, asked.Reviewer.Name, asked.Reviewer.Id.Value, place + 1, h.As, h.Person?.Name, h.Person?.Id.Value, h.Why, h.AskedUntil?.Utc, h.Reason]))),
        new(
            EvidenceFiles.Remediations,
            [
                "item", "remediation", "state", "remedy", "principal", "entitlement", "carrier", "commandSha256", "inverseSha256", "problem", "plannedAt", "requestedBy", "requestedAt",
                "approvedBy", "approvedAt", "appliedAt", "proofSnapshot", "proofTakenAt", "proofTakenAtLocal", "riskAcceptedUntil", "handledBy", "reason", "remainingPaths", "changedAt",
            ],
            i => i.Item.Remediation is not { } r ? [] :
            [
                [
                    i.Item.Item.Value, r.Id.Value, r.State, r.Remedy, r.Principal, i.Shown.Entitlement.Name, r.Carrier, r.CommandDigest, r.InverseDigest, r.Problem, r.PlannedAt.Utc,
                    r.RequestedBy?.Name, r.RequestedAt?.Utc, r.ApprovedBy?.Name, r.ApprovedAt?.Utc, r.AppliedAt?.Utc, r.Proof?.Value, r.ProofTakenAt?.Utc, r.ProofTakenAt?.Local,
                    r.RiskAcceptedUntil?.Utc, r.HandledBy?.Name, r.Reason, r.Remaining.Count, r.ChangedAt.Utc,
                ],
            ]),
    ];

    /// <summary>The files about the campaign as a whole: name, headings, rows.</summary>
    public static IEnumerable<(string Name, IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows)> OfHead(EvidenceHead head) =>
    [
        (
            EvidenceFiles.Notices,
            ["notice", "to", "toId", "message", "queuedAt", "queuedAtLocal", "sentAt"],
            [.. head.Notices.Select(n => (object?[])[n.Kind, n.To.Name, n.To.Id.Value, n.Message.Value, n.QueuedAt.Utc, n.QueuedAt.Local, n.SentAt?.Utc])]),
        (
            EvidenceFiles.Sources,
            ["source", "name", "platform", "snapshot", "completeAt", "problem", "errors", "identities", "entitlements"],
            [.. (head.Population?.Sources ?? []).Select(s => (object?[])
                [s.Id.Value, s.Name, s.Platform, s.Snapshot?.Value, s.CompleteAt, s.Problem, string.Join(" | ", s.Errors), s.Identities.Sum(c => c.Count), s.Entitlements.Sum(c => c.Count)])]),
        (
            EvidenceFiles.Open,
            ["kind", "item", "what", "by", "reason", "until"],
            [.. head.Open.Select(o => (object?[])[o.Kind, o.Item?.Value, o.What, o.By?.Name, o.Reason, o.Until?.Utc])]),
        (
            EvidenceFiles.History,
            ["entry", "at", "atLocal", "action", "actor", "outcome", "reason"],
            [.. head.History.Select(e => (object?[])[e.Entry, e.At.Utc, e.At.Local, e.Action, e.Actor, e.Outcome, e.Reason])]),
    ];

    /// <summary>Rows as the bytes of a CSV file; the headings are rows too.</summary>
    public static byte[] Write(IEnumerable<IReadOnlyList<object?>> rows)
    {
        using var bytes = new MemoryStream();
        using (var text = new StreamWriter(bytes))
        using (var csv = CsvCells.Begin(text))
        {
            foreach (var row in rows)
            {
                foreach (var cell in row)
                {
                    csv.WriteCell(cell);
                }
                csv.NextRecord();
            }
        }
        return bytes.ToArray();
    }
}
