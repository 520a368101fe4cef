using System.Globalization;
using Portal.Data.Reviews.Evidence;
using Portal.Data.Reviews.Scopes;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>What the reports of an evidence pack say, in the words of the pages: the same in HTML and in PDF.</summary>
/// <param name="Title">The heading.</param>
/// <param name="About">What stands under it.</param>
/// <param name="Tables">The parts, in order.</param>
internal sealed record EvidenceReport(string Title, IReadOnlyList<string> About, IReadOnlyList<EvidenceReport.Table> Tables)
{
    private const string Nothing = "—";

    /// <summary>The report of a campaign.</summary>
    public static EvidenceReport Of(EvidenceHead head, IReadOnlyList<ShownItem> items)
    {
        var campaign = head.Campaign;
        return new(
            $"Evidence: {campaign.Name}",
            [
                $"Signed off by {head.SignOff.By.Name} on {At(head.SignOff.At)}: “{head.SignOff.Words}”",
                $"Times are UTC, with the time in {head.Zone} behind. Campaign {campaign.Id.Value}; entry {head.SignOff.Entry} of the record is the sign-off.",
                $"What is open: {(head.Open.Count == 0 ? "nothing." : Words.Count(head.Open.Count, "point") + ", listed below.")}",
                campaign.Items > items.Count
                    ? $"The {Words.Number(items.Count)} riskiest of {Words.Number(campaign.Items)} items are shown here. All are in items.csv and evidence.json."
                    : $"All {Words.Count(campaign.Items, "item")} are shown here, riskiest first.",
            ],
            [
                new("The campaign", ["What", "Value"], Facts(head)),
                new("What was collected", ["Source", "Newest complete reading", "Snapshot", "In the campaign", "Problem"], [.. (head.Population?.Sources ?? []).Select(s => (string[])
                    [
                        s.Name,
                        s.CompleteAt is { } complete ? Utc(complete) : "none",
                        s.Snapshot?.Value.ToString() ?? Nothing,
                        $"{Words.Count(s.Identities.Sum(c => c.Count), "identity", "identities")}, {Words.Count(s.Entitlements.Sum(c => c.Count), "permission")}",
                        string.Join("; ", [s.Problem is { } problem ? ReviewLooks.Word(problem) : Nothing, .. s.Errors]),
                    ])]),
                new("What was left out", ["What", "Reason", "Permissions"], [.. (head.Population?.Exclusions ?? []).Select(e => (string[])
                    [e.Name ?? "no longer there", e.Exclusion.Reason, Words.Number(e.Entitlements)])]),
                new("What is open", ["Why", "What", "Who", "Reason", "Until"], [.. head.Open.Select(o => (string[])
                    [o.Kind.Say(), o.What, o.By?.Name ?? "nobody", o.Reason ?? Nothing, o.Until is { } until ? At(until) : Nothing])]),
                new("Items", ["Access", "Shown", "Reviewer", "Answer", "Revoke", "Entries"], [.. items.Select(Row)]),
                new("Mail to reviewers", ["What", "To", "Written", "Sent"], [.. head.Notices.Select(n => (string[])
                    [n.Kind.Say(), n.To.Name, At(n.QueuedAt), n.SentAt is { } sent ? At(sent) : "not by the sign-off"])]),
                new("History of the campaign", ["Entry", "When", "Act", "Who", "Outcome", "Reason"], [.. head.History.Select(e => (string[])
                    [e.Entry.ToString(CultureInfo.InvariantCulture), At(e.At), e.Action, e.Actor, e.Outcome.Say(), e.Reason ?? Nothing])]),
            ]);
    }

    private static IReadOnlyList<string[]> Facts(EvidenceHead head)
    {
        var campaign = head.Campaign;
        return
        [
            ["Access of", campaign.Listed.Count > 0 && campaign.Filter.Length == 0 ? "what is listed alone" : ReviewLooks.Chosen(ReviewScope.Parse(campaign.Filter))],
            ["Occasion", campaign.Occurrence],
            ["Responsible", campaign.InheritedFrom is { } from ? $"{campaign.Owner.Name}, inherited from {from.Name}" : campaign.Owner.Name],
            ["Prepared", At(campaign.CreatedAt)],
            ["Launched", At(campaign.LaunchedAt)],
            ["Due", At(campaign.DueAt)],
            ["Without an answer", NoAnswerWords.Of(campaign.NoAnswer)],
            ["Overdue questions", NoAnswerWords.Escalates(campaign.NoAnswer)],
            ["Answers ended", At(campaign.EndedAt)],
            ["Every revoke settled", At(campaign.ClosedAt)],
            ["Population as of", head.Population is { } population ? $"{Utc(population.AsOf)}, {Words.Count(population.Entitlements, "permission")}" : "not kept by that version of the portal"],
            ["SHA-256 of the population", head.PopulationHash ?? Nothing],
        ];
    }

    private static string[] Row(ShownItem shown)
    {
        var (item, access) = (shown.Item, shown.Shown);
        var answers = item.Decisions.Select(d => $"{d.Kind.Say()} by {d.By.Name} on {At(d.At)} ({d.Channel.Say()}){(d.Counts ? string.Empty : ", against a revoke that stands")}{(d.Justification.Length > 0 ? $": “{d.Justification}”" : string.Empty)}");
        return
        [
            $"{access.Entitlement.Name} of {access.NativeId} ({access.AgentName}). Risk {access.Risk}{(access.IsPrivileged ? ", privileged" : string.Empty)}.",
            $"{(access.Contribution.Count > 0 ? string.Join(' ', access.Contribution) : "Adds nothing of its own.")} SHA-256 {item.ShownHash}",
            $"{item.Reviewer.Name}: {ReviewLooks.Word(item.ReviewerReason)}.{(item.Trail.Count > 0 ? $" Passed over: {string.Join("; ", item.Trail.Select(h => $"{h.Person?.Name ?? "nobody"} ({h.Why.Say()}{(h.AskedUntil is { } until ? $", asked until {At(until)}" : string.Empty)}{(h.Reason is { } why ? $": “{why}”" : string.Empty)})"))}." : string.Empty)}{(item.IsIndependent ? string.Empty : " Own access.")}",
            $"{ReviewLooks.Word(item.State)}.{(item.ByPolicyAt is { } decided ? $" By the review's policy on {At(decided)}: nobody answered." : string.Empty)}{string.Concat(answers.Select(a => $" {a}"))}{(item.HasConflict ? " Conflict." : string.Empty)}",
            item.Remediation is not { } remediation ? Nothing
                : $"{ReviewLooks.Word(remediation.State)}{(remediation.ProofTakenAt is { } proof ? $", shown by snapshot {remediation.Proof?.Value} of {At(proof)}" : string.Empty)}{(remediation.RiskAcceptedUntil is { } accepted ? $", until {At(accepted)}" : string.Empty)}{(remediation.Reason is { Length: > 0 } reason ? $": “{reason}”" : string.Empty)}",
            string.Join(", ", item.Entries),
        ];
    }

    private static string At(ZonedTime? at) => at is null ? Nothing : $"{Utc(at.Utc)} ({DateTimeOffset.Parse(at.Local, CultureInfo.InvariantCulture).ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture)})";

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>A part of the report; left out where it has no rows.</summary>
    /// <param name="Heading">What it is about.</param>
    /// <param name="Columns">The headings of its columns.</param>
    /// <param name="Rows">Its rows, a text a column.</param>
    internal sealed record Table(string Heading, IReadOnlyList<string> Columns, IReadOnlyList<string[]> Rows);
}
