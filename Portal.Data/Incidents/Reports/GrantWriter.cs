using Portal.Data.Changes;
using Portal.Data.Inventory;
using static Portal.Data.Incidents.Reports.ReportTexts;

namespace Portal.Data.Incidents.Reports;

/// <summary>Says who gave what allowed an act, when, and who stood behind it since.</summary>
/// <param name="book">Keeps what is cited.</param>
internal sealed class GrantWriter(EvidenceBook book)
{
    /// <summary>Adds the sentences about one entitlement.</summary>
    public void Write(Identity identity, GrantFact grant, DateTimeOffset at, Say say)
    {
        var what = grant.Entitlement.Name;
        string[] basis = [.. BasisOf(grant)];
        if (grant.Gave is { } gave)
        {
            say(ReportLink.Grant, ReportColumn.Observed, gave.IsSilent
                ? $"Who gave {what} to {identity.Name} is unknown: no event told of it, and the snapshot of {Time(gave.At)} first shows it."
                : $"{what} was given to {identity.Name} on {Time(gave.At)} by {By(gave)}.", book.Cite(gave));
        }
        if (grant.Rewrote is { } rewrote)
        {
            say(ReportLink.Grant, ReportColumn.Observed, rewrote.IsSilent
                ? $"Who wrote {what} as it then was is unknown: no event told of it, and the snapshot of {Time(rewrote.At)} first shows it."
                : $"{what} was written as it then was on {Time(rewrote.At)} by {By(rewrote)}.", book.Cite(rewrote));
        }
        if (grant is { Gave: null, Rewrote: null })
        {
            say(ReportLink.Grant, ReportColumn.Observed, grant.FirstSeen is { } seen
                ? $"{what} of {identity.Name} was first observed in the snapshot of {Time(seen.TakenAt)}. Who gave it, and when before that, is unknown: the portal holds no event of it."
                : $"Who gave {what} to {identity.Name}, and when, is unknown: the portal holds neither an event nor a snapshot of it.", basis);
        }
        WriteAttestation(identity, grant, at, say, basis);
    }

    private void WriteAttestation(Identity identity, GrantFact grant, DateTimeOffset at, Say say, string[] basis)
    {
        var what = grant.Entitlement.Name;
        if (grant.Attested is not { } attested)
        {
            say(ReportLink.Attestation, ReportColumn.ControlAbsent, $"An attestation of {what} of {identity.Name} before {Time(at)} was looked for; none is on record.", basis);
            return;
        }
        var words = attested.Decision.Justification.Length > 0 ? $", saying “{attested.Decision.Justification}”" : string.Empty;
        var content = attested.IsOfOtherContent ? ", with another content than at the time of the act" : string.Empty;
        say(
            ReportLink.Attestation, ReportColumn.Observed,
            $"{attested.By} last attested {what} of {identity.Name} on {Time(attested.Decision.At)} in the review {attested.Campaign}{content}{words}.", book.Cite(attested.Decision));
        if (grant.Since > attested.Decision.At)
        {
            say(
                ReportLink.Attestation, ReportColumn.ControlAbsent,
                $"A review of {what} since it was given on {Time(grant.Since.Value)} was looked for; none is on record before the act.", [.. basis, book.Cite(attested.Decision)]);
        }
    }

    private IEnumerable<string> BasisOf(GrantFact grant)
    {
        if (grant.Gave is { } gave)
        {
            yield return book.Cite(gave);
        }
        if (grant.Rewrote is { } rewrote)
        {
            yield return book.Cite(rewrote);
        }
        if (grant is { Gave: null, Rewrote: null, FirstSeen: { } seen })
        {
            yield return book.Cite(seen);
        }
    }

    private static string By(Change change)
    {
        var actor = change.Actor ?? "an unknown identity";
        var initiator = change.Initiator is { } person ? $", {Adverb(change.InitiatorGrade)}for {person} ({Ground(change.InitiatorGrade)})" : ", for whom is unknown";
        var agent = change.NamedAgent is { } named ? $", {Adverb(change.AgentGrade)}through {named} ({Ground(change.AgentGrade)})" : string.Empty;
        return $"{actor}{initiator}{agent}";
    }
}
