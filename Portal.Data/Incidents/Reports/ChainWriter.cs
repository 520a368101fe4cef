using System.Globalization;
using Portal.Data.Changes.Chains;
using Portal.Data.Platforms;
using static Portal.Data.Incidents.Reports.ReportTexts;

namespace Portal.Data.Incidents.Reports;

/// <summary>
/// Writes the chain of one act: human, session, agent, action, what allowed it, who gave that, who stood behind it, which control there was or was
/// not. It says what the evidence says and how sure that is, and what is unknown stays unknown.
/// </summary>
/// <param name="book">Keeps what is cited.</param>
internal sealed class ChainWriter(EvidenceBook book)
{
    /// <summary>The act with its chain.</summary>
    /// <param name="number">Its place in the report, from 1.</param>
    /// <param name="facts">What is known of it.</param>
    public ReportAct Write(int number, ActFacts facts)
    {
        var (first, last) = (facts.First.Change, facts.Last.Change);
        var sentences = new List<ReportSentence>();
        // Of a burst the first and the last stand for all.
        string[] cites = facts.Changes.Count == 1 ? [book.Cite(first)] : [book.Cite(first), book.Cite(last)];
        void Say(ReportLink link, ReportColumn column, string text, params IEnumerable<string> more) =>
            sentences.Add(new(link, column, first.At, text, [.. cites.Concat(more).Distinct(StringComparer.Ordinal)]));

        SayWho(facts.First, Say);
        SayHops(facts, Say);
        SayWhat(facts, Say);
        SayAllowed(facts, Say);
        SayGuarded(facts, Say);
        return new(number, first.At, last.At, facts.Changes.Count, facts.First.Act, first.Id, first.IsSimulated, sentences);
    }

    private void SayWho(ActChange act, Say say)
    {
        var change = act.Change;
        if (change.IsSilent)
        {
            say(ReportLink.Human, ReportColumn.Observed, "Who did this is unknown: no event told of it, two snapshots differ.");
            return;
        }
        say(ReportLink.Human, ReportColumn.Observed, change.Initiator is { } initiator
            ? MadeFor(initiator, change.InitiatorGrade)
            : "For which human this call was made is unknown: the event names none.");
        say(ReportLink.Session, ReportColumn.Observed, SessionOf(act));
        say(ReportLink.Agent, ReportColumn.Observed, change.NamedAgent is { } named
            ? Acted(named, change.AgentGrade)
            : "The event names no agent. That does not show that a human made the call.");
        if (act is { Agent: { } agent, Actor: { } identity })
        {
            say(ReportLink.Agent, ReportColumn.Observed, $"The identity {identity.Name} belongs to the agent {agent.Name} in the portal's register.", book.Cite(identity));
        }
        if (change.Evidence.Count > 0)
        {
            say(ReportLink.Agent, ReportColumn.Observed, $"This attribution rests on: {string.Join("; ", change.Evidence)}.");
        }
    }

    private void SayHops(ActFacts facts, Say say)
    {
        if (facts.Leads.Count > 1)
        {
            say(
                ReportLink.Hop,
                ReportColumn.Observed,
                $"{facts.Leads.Count.ToString(CultureInfo.InvariantCulture)} callers made calls through agents that may have led to this act; nothing in the events says which did.",
                facts.Leads.Select(lead => book.Cite(lead.Call)));
        }
        foreach (var lead in facts.Leads)
        {
            var call = lead.Call;
            var whose = call.Initiator is { } initiator ? MadeFor(initiator, call.InitiatorGrade) : "For which human that call was made is unknown.";
            var more = lead.Count == 1 ? string.Empty : $" It is the last of {(lead.Count < ChainExplanation.MostCounted ? string.Empty : "at least ")}{lead.Count.ToString(CultureInfo.InvariantCulture)} such calls.";
            say(
                ReportLink.Hop,
                ReportColumn.Observed,
                $"An agent's mark may have been lost on the way: {call.Actor ?? "an unknown identity"} called {call.Service}:{call.Name} at {Time(call.At)}, and that probably led to this act "
                + $"({Ground(AttributionGrade.D)}). {lead.Way.Because} {lead.Evidence}; {lead.Way.Evidence}. Of the call at {Time(call.At)}: {Acted(call.NamedAgent!, call.AgentGrade)} {whose}{more}",
                [book.Cite(call)]);
        }
    }

    private static string SessionOf(ActChange act)
    {
        if (act.Call is not { } call || (call.Session ?? call.SessionName) is null)
        {
            return "Through which session the call came is unknown: the event names none.";
        }
        var name = call.SessionName is { } given ? $" {given}" : string.Empty;
        var key = call.Session is { } session ? $" with the key {session}" : string.Empty;
        var began = call.SessionBegan is { } at ? $", which began at {Time(at)}" : string.Empty;
        var factor = call.HasSecondFactor switch { true => ", with a second factor", false => ", without a second factor", null => string.Empty };
        return $"The call came through the session{name} of {act.Caller ?? "an unknown identity"}{key}{began}{factor}.";
    }

    private static void SayWhat(ActFacts facts, Say say)
    {
        var (act, change) = (facts.First, facts.First.Change);
        var target = act.Call?.Resource is { } resource ? $" on {resource}" : string.Empty;
        var subjects = change.NamedSubjects.Count > 0 ? $" It is about {Few([.. change.NamedSubjects.Select(s => s.Name)])}." : string.Empty;
        var times = facts.Changes.Count == 1
            ? string.Empty
            : $" {facts.Changes.Count.ToString(CultureInfo.InvariantCulture)} times, the last at {Time(facts.Last.Change.At)},";
        var targets = facts.Changes.Select(c => c.Call?.Resource).OfType<string>().Distinct(StringComparer.Ordinal).Count();
        var on = targets > 1 ? $" on {targets.ToString(CultureInfo.InvariantCulture)} resources" : target;
        say(ReportLink.Action, ReportColumn.Observed, change switch
        {
            { IsSilent: true } => $"A snapshot shows {change.Name}, which the one before did not.{subjects}",
            { Error: { } error } => $"{act.Caller ?? "An unknown identity"} tried {act.Act}{times}{on} in {change.Container}; it failed with {error}.{subjects}",
            _ => $"{act.Caller ?? "An unknown identity"} called {act.Act}{times}{on} in {change.Container}; it succeeded.{subjects}",
        });
    }

    private void SayAllowed(ActFacts facts, Say say)
    {
        if (facts.First.Change.IsSilent)
        {
            return;
        }
        if (facts.Path is not { } path)
        {
            say(ReportLink.Permission, ReportColumn.Observed, "What allowed this call is unknown: no snapshot shows who made it.");
            return;
        }
        List<string> basis = [.. path.Snapshot is { } snapshot ? [book.Cite(snapshot)] : Array.Empty<string>(), .. path.Since.Select(book.Cite)];
        if (basis.Count == 0)
        {
            basis.Add(book.Cite(path.Identity));
        }
        say(ReportLink.Permission, ReportColumn.Observed, PathText.Of(path, facts.First.Change.Error is not null), basis);
        if (path.IsLaterSnapshot)
        {
            say(ReportLink.Permission, ReportColumn.Observed, $"No snapshot before the call shows {path.Identity.Name}: this is read from the first one after it.", basis);
        }
        if (path.Answer.NotModelled.Count > 0)
        {
            say(ReportLink.Permission, ReportColumn.Observed, $"What that answer leaves out: {string.Join(" ", path.Answer.NotModelled)}", basis);
        }
        foreach (var grant in path.Grants)
        {
            new GrantWriter(book).Write(path.Identity, grant, facts.First.Change.At, say);
        }
    }

    private void SayGuarded(ActFacts facts, Say say)
    {
        var change = facts.First.Change;
        if (change.Error is { } error)
        {
            say(ReportLink.Control, ReportColumn.Observed, $"The platform did not carry it out: {error}.");
        }
        say(ReportLink.Control, ReportColumn.ControlAbsent, $"An approval of this act before {Time(change.At)} was looked for; none is on record, so it went through no gate here.");
        if (facts.Path is not { } path)
        {
            return;
        }
        string[] basis = [path.Snapshot is { } snapshot ? book.Cite(snapshot) : book.Cite(path.Identity)];
        if (path.Boundaries.Count == 0)
        {
            say(ReportLink.Control, ReportColumn.ControlAbsent, $"A permission boundary on {path.Identity.Name} was looked for; it had none at that time.", basis);
        }
        else
        {
            say(ReportLink.Control, ReportColumn.Observed, $"The permission boundary {Few(path.Boundaries)} was on {path.Identity.Name} at that time.", basis);
        }
        var denying = path.Answer.DecidedBy.Where(s => s.Effect == "Deny").Select(s => $"{s.Statement} of {s.Policy}").Distinct(StringComparer.Ordinal).ToList();
        if (denying.Count > 0)
        {
            say(ReportLink.Control, ReportColumn.Observed, $"By the policies that the portal holds, {path.Action} was denied by {Few(denying)}.", basis);
        }
        else if (!path.IsOrganizationKnown)
        {
            say(ReportLink.Control, ReportColumn.Observed, "Whether a policy of the organization stood against it is unknown: none were imported.", basis);
        }
        else
        {
            say(ReportLink.Control, ReportColumn.ControlAbsent, path.OrganizationPolicies.Count == 0
                ? $"A policy of the organization above {path.Identity.Container} was looked for; there was none at that time."
                : $"A deny of {path.Action} in the organization's policies {Few(path.OrganizationPolicies)} was looked for; none was found.", basis);
        }
    }
}
